/** `runbook`: what to do when an environment's region or one of its stores is lost. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { EnvironmentError } from '../../core/rules/problem';
import { suggestion } from '../../core/rules/suggestion';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { stackNames, targetedBy } from '../plan/stack-names';
import { describeRunbooks } from '../runbook/describe';
import { runbooksOf } from '../runbook/runbooks';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';

export interface RunbookChoice extends Pick<Choice, 'from'> {
  /** @default - every cloud that the environment targets */
  readonly cloud?: CloudName;
}

export async function runbook(context: Context, name: string, { from, cloud }: RunbookChoice): Promise<Answer> {
  const only = stacksOf(name, cloud === undefined ? CLOUD_NAMES : [cloud]);
  const { environments, origins, problems, notes } = await chosenSources(context, { from, only });
  if (problems.length > 0) throw new EnvironmentError(problems);
  const known = environments.map(nameOf);
  if (!known.includes(name)) throw new EnvironmentError([unknown(name, known)]);
  const wanted = environments.filter((one) => nameOf(one) === name);
  if (cloud !== undefined && !wanted.some((one) => targetedBy(one).includes(cloud)))
    throw new EnvironmentError([{ environment: name, code: 'runbook/unknown', message: `does not target ${cloud}` }]);
  const runbooks = runbooksOf({ ...context.made, environments, origins, only });
  return { text: [...describeRunbooks(runbooks), ...notes], data: { runbooks } };
}

const nameOf = ({ system, environment }: Pick<EnvironmentInput, 'system' | 'environment'>): string =>
  `${system}/${environment}`;

/** Names of the stacks of an environment: exact ones, because those of others may begin alike. */
function stacksOf(name: string, clouds: readonly CloudName[]): string[] {
  const [system = '', environment = ''] = name.split('/');
  return clouds.flatMap((cloud) => Object.values<string>({ ...stackNames({ system, environment }, cloud) }));
}

const unknown = (name: string, known: readonly string[]) => ({
  environment: name,
  code: 'runbook/unknown',
  message: `is no environment${suggestion(name, known)}${known.length > 0 ? `; there are ${known.join(', ')}` : '; there are none'}`,
});
