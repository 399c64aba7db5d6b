/** Who may do what in the environments of a system, as people read it. */
import { describeRights } from '../../app/rights/describe';
import { rightsOf, type StackRights } from '../../app/rights/rights';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { providers } from '../../providers';
import { type CloudName, CLOUDS, on } from './environments';

/** What is wide, and nobody knows why. */
const unexplainedIn = (stacks: readonly StackRights[]): object[] =>
  stacks.flatMap(({ rights }) => rights.filter(({ isWide, because }) => isWide && because === undefined));

/** Tests of a system: no right is wide without a reason, and production's are those that people have read. */
export function tellsItsRights(inputs: readonly EnvironmentInput[]): void {
  const cases = inputs.flatMap((input) =>
    CLOUDS.filter((cloud) => input.targets[cloud] !== undefined).map(
      (cloud): [environment: string, cloud: CloudName, input: EnvironmentInput] => [input.environment, cloud, input],
    ),
  );

  it.each(cases)('says in %s on %s why a right is wide', (environment, cloud, input) => {
    const stacks = rightsOf({ ...providers, environments: [on(cloud, input)] });
    expect(unexplainedIn(stacks)).toEqual([]);
    expect(stacks.length).toBeGreaterThan(1);
    if (environment === 'production') expect(describeRights(stacks).join('\n')).toMatchSnapshot();
  });
}
