/** `list`: the environments with their clouds, regions and stacks, in the order in which stacks are applied. */
import { plan } from '../plan/plan';
import { NO_ENVIRONMENTS } from '../write';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';
import { table } from './table';

export async function list(context: Context, choice: Choice): Promise<Answer> {
  const { environments, origins, problems, notes } = await chosenSources(context, choice);
  const planned = plan(environments, context.made, { only: choice.only, origins });
  const rows = planned.plans.map(({ environment, cloud, target, stacks }) => ({
    system: environment.system,
    environment: environment.environment,
    cloud: cloud.name,
    region: target.region,
    ...(target.secondaryRegion !== undefined && { secondaryRegion: target.secondaryRegion }),
    stacks: Object.values<string>(stacks as Record<string, string>),
  }));
  const cells = rows.flatMap(({ system, environment, cloud, region, secondaryRegion, stacks }) =>
    stacks.map((stack) => [
      `${system}/${environment}`,
      cloud,
      [region, secondaryRegion].filter(Boolean).join(', '),
      stack,
    ]),
  );
  const shown =
    environments.length > 0 ? table(['ENVIRONMENT', 'CLOUD', 'REGIONS', 'STACK'], cells) : [NO_ENVIRONMENTS];
  return {
    text: [...shown, ...notes],
    data: { environments: rows },
    problems: [...problems, ...planned.problems],
  };
}
