/** Sources: environments, each with the place where it is written. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import type { Problem } from '../../core/rules/problem';
import type { CloudName } from '../../core/words/clouds';

/** The file of an environment. */
export interface Origin {
  /** Path from the working directory, with forward slashes. */
  readonly file: string;
  /**
   * The line of a property, or of the nearest one above it that is written in the file.
   * @param path `databases.orders.size`; empty for the environment as a whole
   * @param cloud the cloud whose `differences` are looked at first
   * @default - lines are not known: the file is a program
   */
  readonly lineOf?: (path: string, cloud?: CloudName) => number | undefined;
}

export interface Source {
  readonly input: EnvironmentInput;
  readonly origin: Origin;
}

/** What files hold. A file with problems has no sources. */
export interface Loaded {
  readonly sources: readonly Source[];
  readonly problems: readonly Problem[];
}

/** Adds to a problem the place where its property is written. */
export function located<P extends Problem>(problem: P, origin: Origin | undefined): P {
  if (!origin) return problem;
  const line = origin.lineOf?.(problem.path ?? '', problem.cloud);
  return { at: { file: origin.file, ...(line !== undefined && { line }) }, ...problem };
}
