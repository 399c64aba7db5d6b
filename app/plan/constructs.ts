/** Constructs of an environment: where each is in it, and what is known of its kind. */
import type { Cloud } from '../../constructs/cloud';
import { isManaged } from '../../constructs/environment/managed';
import type { Environment } from '../../constructs/environment/schema';
import type { Platform } from '../../constructs/platform';
import { type ConstructKind, CONSTRUCTS, KINDS } from '../../constructs/registry';
import type { Support } from '../../core/parity';
import type { RuleTable } from '../../core/rules/rule';

/** A construct that an environment asks for. */
export interface Placed {
  readonly kind: ConstructKind;
  readonly id: string;
  /** Where it is in the environment, as the user typed it: `databases.postgres`. */
  readonly path: string;
  readonly props: unknown;
  /** The same as the user wrote it, without defaults. */
  readonly written: unknown;
}

/** An environment as it was written: nothing is known of what is in it. */
export type Written = Readonly<Record<string, unknown>>;

export const constructsOf = (environment: Environment, written: Written): Placed[] =>
  KINDS.flatMap((kind) => {
    const { at, named } = CONSTRUCTS[kind];
    const held: unknown = environment[at];
    if (named) {
      const record = written[at] as Written | undefined;
      return Object.entries(held as object).map(([id, props]: [string, unknown]) => ({
        kind,
        id,
        path: `${at}.${id}`,
        props,
        written: record?.[id],
      }));
    }
    const isAskedFor = held !== undefined && isManaged(held as object);
    return isAskedFor ? [{ kind, id: kind, path: at, props: held, written: written[at] }] : [];
  });

/** All that is known of a kind of construct on one cloud. */
export interface KindOnCloud {
  readonly neutralRules: RuleTable<unknown, unknown>;
  readonly rules: RuleTable<unknown, unknown>;
  readonly warnings: RuleTable<unknown, unknown>;
  readonly parity: Readonly<Record<string, Support>>;
}

/** The kit of a kind, whose own types do not matter here: they have met where it was defined. */
export function kindOn(cloud: Cloud, platform: Platform, kind: ConstructKind): KindOnCloud {
  const {
    rules = [],
    warnings = [],
    parity,
  } = { ...cloud.kits, ...platform.kits }[kind] as unknown as Omit<Partial<KindOnCloud>, 'parity'> &
    Pick<KindOnCloud, 'parity'>;
  return { neutralRules: CONSTRUCTS[kind].rules as RuleTable<unknown, unknown>, rules, warnings, parity };
}
