/** How names of what a stack has are told from those of the infrastructure stack. */
import type { StackKind } from '../../constructs/environment/extension';

/** What stands after the environment's name in names of these stacks. */
export const ENDINGS: Partial<Readonly<Record<StackKind, string>>> = { account: '-account', edge: '-edge' };
