/**
 * The app: synthesizes every environment that `environments/` lists, on every cloud that it targets, and prints a
 * report. Two environment variables:
 *
 *     TRIPTYCH_ONLY=spywatcher-production-*    only stacks whose names match one of these patterns, separated by commas
 *     TRIPTYCH_VERBOSE=true                    also shows acknowledged warnings
 */
import './core/cdktf/fast-tokens';

import { prepareOutput } from './app/output-directory';
import { synthesize } from './app/synthesize';
import { EnvironmentError } from './core/rules/problem';
import { environments } from './environments';
import { providers } from './providers';

const only = (process.env.TRIPTYCH_ONLY ?? '').split(',').filter(Boolean);
const verbose = process.env.TRIPTYCH_VERBOSE === 'true';

try {
  const output = prepareOutput(only.length > 0);
  const report = (line: string) => console.log(line);
  const { directory: outdir } = output;
  if (environments.length === 0) report('There are no environments: list yours in environments/index.ts');
  synthesize({ environments, ...providers, only, verbose, outdir, project: process.cwd(), report });
  output.finish();
} catch (error) {
  // Mistakes in environments are printed as a list; any other error is a bug here and keeps its stack trace.
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
