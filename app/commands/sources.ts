/** The environments that a command is about. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Problem } from '../../core/rules/problem';
import { load } from '../load/load';
import type { Origin } from '../load/source';
import { chosenOf, matching, targetedBy } from '../plan/stack-names';
import type { Choice, Context } from './command';

/** Where environments are looked for if the user names no file. */
export const DEFAULT_FROM = 'environments';

export interface ChosenSources {
  readonly environments: readonly EnvironmentInput[];
  readonly origins: ReadonlyMap<EnvironmentInput, Origin>;
  /** Files of the chosen environments. */
  readonly files: readonly string[];
  /** Mistakes in files that hold no environment or cannot be read. */
  readonly problems: readonly Problem[];
  /** What was left out, in one line. */
  readonly notes: readonly string[];
}

/**
 * Loads the environments. With `only`, files that cannot be read stop nothing as long as one of the others holds a
 * chosen environment: they may belong to somebody else.
 */
export async function chosenSources(
  { host, cwd }: Pick<Context, 'host' | 'cwd'>,
  { from = [DEFAULT_FROM], only = [] }: Choice,
): Promise<ChosenSources> {
  const { sources, problems } = await load(from, host, cwd);
  const isChosen = matching(only);
  const chosen = sources.filter(({ input }) => chosenOf(input, targetedBy(input), isChosen).length > 0);
  const isComplete = only.length > 0 && chosen.length > 0;
  return {
    environments: sources.map(({ input }) => input),
    origins: new Map(sources.map(({ input, origin }) => [input, origin])),
    files: [...new Set(chosen.map(({ origin }) => origin.file))],
    problems: isComplete ? [] : problems,
    notes: isComplete && problems.length > 0 ? [leftOut(problems)] : [],
  };
}

function leftOut(problems: readonly Problem[]): string {
  const files = [...new Set(problems.map(({ at, environment }) => at?.file ?? environment))];
  return `left out, because they cannot be read: ${files.join(', ')}`;
}
