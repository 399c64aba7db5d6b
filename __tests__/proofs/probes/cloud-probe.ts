/** A probe of a construct that clouds create. */
import type { CloudName } from '../../helpers/environments';

/** Two values of a property, as changes to its construct, and changes without which it has no effect. */
export interface CloudProbe {
  readonly values: readonly [object, object];
  /** A change to the whole environment beforehand. */
  readonly given?: object;
  /** Other values for a cloud that refuses one of these. */
  readonly values_on?: Partial<Record<CloudName, readonly [object, object]>>;
  readonly given_on?: Partial<Record<CloudName, object>>;
}

export const probe = (a: object, b: object, more: Omit<CloudProbe, 'values'> = {}): CloudProbe => ({
  values: [a, b],
  ...more,
});
