/**
 * The app: takes the environments that `environments/` lists, has every one synthesized on every cloud that it targets, and
 * reports. Two variables choose what and how much:
 *
 *     TRIPTYCH_ONLY=spywatcher-production-*    stacks whose names match one of these patterns, comma separated
 *     TRIPTYCH_VERBOSE=true                    shows acknowledged warnings too
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
  synthesize({ environments, ...providers, only, verbose, outdir: output.directory, report });
  output.finish();
} catch (error) {
  // A mistake in an environment is told as a list; anything else is ours, and keeps its stack trace.
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
