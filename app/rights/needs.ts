/** What whoever runs Terraform must be allowed, stack by stack, as policies and roles that can be given. */
import { actionsFor, type Run, typesIn } from '../../core/rights/needs';
import { jsonOf } from '../stacks/content';
import { build, type BuildOptions } from '../synthesize';

export interface StackNeeds {
  readonly stack: string;
  readonly policies: readonly object[];
}

/**
 * Writes nothing.
 * @throws EnvironmentError with every problem of every chosen environment
 */
export function needsOf(options: BuildOptions, run: Run): StackNeeds[] {
  const found: StackNeeds[] = [];
  build(options, (made, _, { cloud, environment, target }) => {
    const { types, write } = cloud.needs;
    const stack = made.node.id;
    const beginning = (sign: string) => [environment.system, environment.environment, ''].join(sign);
    const actions = actionsFor(typesIn(jsonOf(made)), types, run);
    found.push({
      stack,
      policies: write(actions, { run, stack, prefix: beginning('-'), path: beginning('/'), target, state: made.state }),
    });
  });
  return found;
}
