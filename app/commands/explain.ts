/** `explain`: what was chosen for a stack, and why. */
import { EnvironmentError } from '../../core/rules/problem';
import { describeExplained } from '../explain/describe';
import { explain } from '../explain/explain';
import type { Answer, Choice, Context } from './command';
import { chosenSources } from './sources';

export interface ExplainChoice extends Pick<Choice, 'from'> {
  /** Path of a construct, or the beginning of several: `databases`. @default - all */
  readonly construct?: string;
}

export async function explainStack(context: Context, stack: string, choice: ExplainChoice): Promise<Answer> {
  const { from, construct } = choice;
  const { environments, origins, problems, notes } = await chosenSources(context, { from, only: [stack] });
  if (problems.length > 0) throw new EnvironmentError(problems);
  const explained = explain({ ...context.made, environments, origins, stack, construct });
  return { text: [...notes, ...describeExplained(explained, construct !== undefined)], data: explained };
}
