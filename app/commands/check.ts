/** `check`: everything that synthesis checks, and types of environments in TypeScript; nothing is written. */
import { EnvironmentError, type Problem } from '../../core/rules/problem';
import { counted } from '../../core/text';
import { build, type Built, describeWarnings } from '../synthesize';
import type { Answer, Choice, Context } from './command';
import { type ChosenSources, chosenSources } from './sources';
import { typeProblems } from './types';

export interface CheckChoice extends Choice {
  /** Takes warnings for mistakes. @default false */
  readonly strict?: boolean;
  /** Whether TypeScript checks the types of environments in TypeScript. @default true */
  readonly types?: boolean;
  /** Also shows acknowledged warnings. @default false */
  readonly verbose?: boolean;
}

export async function check(context: Context, choice: CheckChoice): Promise<Answer> {
  const { strict = false, types = true } = choice;
  const chosen = await chosenSources(context, choice);
  const built = buildOnly(context, choice, chosen);
  const typed = types ? typeProblems(chosen.files, context.cwd) : { problems: [], notes: [] };
  const problems = [...chosen.problems, ...typed.problems, ...built.problems];
  const asked = strict ? [...problems, ...built.warnings] : problems;
  const warnings = describeWarnings(strict ? { ...built, warnings: [] } : built, choice.verbose);
  const summary = `${counted(built.stacks.length, 'stack')}, ${counted(built.warnings.length, 'warning')}; nothing was written`;
  return {
    text: [...chosen.notes, ...typed.notes, ...warnings, ...(asked.length > 0 ? [] : [summary])],
    data: { stacks: built.stacks, warnings: built.warnings },
    problems: asked,
  };
}

interface Outcome extends Built {
  readonly problems: readonly Problem[];
}

/** Builds the stacks in memory. */
function buildOnly({ made }: Context, { only }: CheckChoice, { environments, origins }: ChosenSources): Outcome {
  try {
    return { ...build({ ...made, environments, origins, only }), problems: [] };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { stacks: [], warnings: [], acknowledged: [], problems: error.problems };
  }
}
