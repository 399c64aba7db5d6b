/** Extension: code of an environment that adds to its stacks. It is opaque here; `onAws` and its siblings create it. */
import type { CloudName } from '../../core/words/clouds';

/** The stacks of an environment on a cloud, in the order in which they are applied. */
export const STACK_KINDS = ['account', 'infrastructure', 'platform', 'edge'] as const;

export type StackKind = (typeof STACK_KINDS)[number];

const MARK = Symbol.for('triptych/extension');

export class Extension {
  // A mark rather than `instanceof`, because an environment and a program may each have loaded this class.
  readonly [MARK] = true;

  /**
   * @param stack the kind of stack that it extends; every stack if undefined
   * @param cloud the cloud whose stacks it extends; every cloud if undefined
   */
  constructor(
    readonly stack: StackKind | undefined,
    readonly cloud: CloudName | undefined,
    readonly run: (context: never) => unknown,
  ) {}

  static is(value: unknown): value is Extension {
    return typeof value === 'object' && value !== null && MARK in value;
  }

  /** Whether it extends a kind of stack on a cloud. */
  extends(stack: StackKind, cloud: CloudName): boolean {
    return [undefined, stack].includes(this.stack) && [undefined, cloud].includes(this.cloud);
  }
}
