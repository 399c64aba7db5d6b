/** `rights`: who may do what to what in the environments' stacks. */
import { EnvironmentError } from '../../core/rules/problem';
import { describeRights } from '../rights/describe';
import { rightsOf } from '../rights/rights';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';

export async function rights(context: Context, choice: Choice): Promise<Answer> {
  const { environments, origins, problems, notes } = await chosenSources(context, choice);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const stacks = rightsOf({ ...context.made, environments, origins, ...(choice.only && { only: choice.only }) });
  return { text: [...notes, ...describeRights(stacks)], data: { stacks } };
}
