/** The command line's program. `bin/triptych.cjs` starts it. */
import './core/cdktf/fast-tokens';

import { Command } from 'commander';

import type { Host } from './app/commands/host';
import { load } from './app/load/load';
import { prepareOutput } from './app/output-directory';
import { EnvironmentError, synthesize } from './index';

/** What modules that the program loads get as `triptych`. */
export * as api from './index';

interface Options {
  readonly from: string[];
  readonly only?: string[];
  readonly out?: string;
}

async function synth(host: Host, { from, only = [], out }: Options): Promise<void> {
  const { sources, problems } = await load(from, host, process.cwd());
  if (problems.length > 0) throw new EnvironmentError(problems);
  const environments = sources.map(({ input }) => input);
  const output = prepareOutput(only.length > 0, { ...process.env, ...(out !== undefined && { CDKTF_OUTDIR: out }) });
  synthesize({ environments, only, outdir: output.directory, report: (line) => console.log(line) });
  output.finish();
}

export async function main(host: Host): Promise<void> {
  const program = new Command('triptych');
  program
    .command('synth')
    .description('writes the Terraform of environments')
    .requiredOption('--from <file...>', 'modules of environments')
    .option('--only <pattern...>', 'only stacks whose names match')
    .option('--out <directory>', 'where to write')
    .action((options: Options) => synth(host, options));
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
