/** Writing: synthesis into the directory that the options or the CDKTF CLI choose. */
import type { Keeping } from './commands/host';
import { prepareOutput } from './output-directory';
import { synthesize, type Synthesized, type SynthesizeOptions } from './synthesize';

export interface WriteOptions extends Omit<SynthesizeOptions, 'outdir' | 'report'> {
  readonly env: NodeJS.ProcessEnv;
  /** Keeps stacks that have not changed since the last run. @default - every stack is made */
  readonly keeping?: Keeping;
}

export interface Written extends Synthesized {
  readonly directory: string;
  /** The report: warnings, stacks with their resources, and a summary. */
  readonly text: readonly string[];
}

export const NO_ENVIRONMENTS = 'There are no environments: add yours to environments/';

/**
 * Writes the Terraform of environments.
 * @throws EnvironmentError with every problem of every chosen environment; in this case nothing is written.
 */
export function write({ env, keeping, ...options }: WriteOptions): Written {
  const output = prepareOutput((options.only ?? []).length > 0, env);
  const { directory } = output;
  const text: string[] = options.environments.length > 0 ? [] : [NO_ENVIRONMENTS];
  const report = (line: string) => text.push(line);
  const synthesized = synthesize({ ...options, outdir: directory, report }, keeping);
  output.finish();
  return { ...synthesized, directory, text };
}
