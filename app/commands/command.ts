/** Commands: what each of them gets and answers. How options are read and answers are printed is in `program.ts`. */
import type { Implementations } from '../../constructs/implementations';
import type { Problem } from '../../core/rules/problem';
import type { Host } from './host';

/** What commands stand on. */
export interface Context {
  readonly made: Implementations;
  readonly host: Host;
  /** Directory in which the command was started: files are found from here. */
  readonly cwd: string;
  /** Directory of this package, which holds its pages and its schema. */
  readonly root: string;
  /** Version of this package. */
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Answer {
  /** Lines for people. */
  readonly text: readonly string[];
  /** The same for programs: printed as JSON by `--json`. */
  readonly data: object;
  /** Mistakes: the exit code is 1, and the problems are printed to standard error. @default - none */
  readonly problems?: readonly Problem[];
}

/** Which environments a command is about. */
export interface Choice {
  /** Files, folders or patterns. @default - `environments` */
  readonly from?: readonly string[];
  /** Patterns of stacks. @default - all */
  readonly only?: readonly string[];
}
