/** `rights`: who may do what to what in the environments' stacks. */
import type { Run } from '../../core/rights/needs';
import { EnvironmentError } from '../../core/rules/problem';
import { describeRights } from '../rights/describe';
import { needsOf, type StackNeeds } from '../rights/needs';
import { rightsOf } from '../rights/rights';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';

export interface RightsChoice extends Choice {
  /** What whoever plans or applies must be allowed, instead of what the stacks grant. */
  readonly for?: Run;
}

export async function rights(context: Context, choice: RightsChoice): Promise<Answer> {
  const { environments, origins, problems, notes } = await chosenSources(context, choice);
  if (problems.length > 0) throw new EnvironmentError(problems);
  const options = { ...context.made, environments, origins, ...(choice.only && { only: choice.only }) };
  if (choice.for !== undefined) {
    const stacks = needsOf(options, choice.for);
    return { text: stacks.flatMap(describeNeeds), data: { stacks } };
  }
  const stacks = rightsOf(options);
  return { text: [...notes, ...describeRights(stacks)], data: { stacks } };
}

/** Policies alone, so that they can be given to the command line of the cloud as they are. */
const describeNeeds = ({ policies }: StackNeeds): string[] =>
  policies.map((policy) => JSON.stringify(policy, undefined, 2));
