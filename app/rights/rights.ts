/** The rights that stacks grant, read from what is synthesized: nothing stands there that is not told. */
import { Resources } from '../../core/rights/resources';
import { type ExplainedRight, rightsIn } from '../../core/rights/right';
import { jsonOf } from '../stacks/content';
import { build, type BuildOptions } from '../synthesize';

export interface StackRights {
  readonly stack: string;
  readonly rights: readonly ExplainedRight[];
}

/**
 * Writes nothing.
 * @throws EnvironmentError with every problem of every chosen environment
 */
export function rightsOf(options: BuildOptions): StackRights[] {
  const found: StackRights[] = [];
  build(options, (stack, _, { cloud }) => {
    found.push({ stack: stack.node.id, rights: rightsIn(new Resources(jsonOf(stack)), cloud.rights) });
  });
  return found;
}
