/** The app: every environment on every cloud that it targets. `TRIPTYCH_ONLY` picks stacks by pattern, comma separated. */
import './core/cdktf/fast-tokens';
import { prepareOutput } from './app/output-directory';
import { EnvironmentError } from './core/rules/problem';
import { synthesize } from './app/synthesize';
import { environments } from './environments';
import { providers } from './providers';

const only = (process.env.TRIPTYCH_ONLY ?? '').split(',').filter(Boolean);

try {
  const output = prepareOutput(only.length > 0);
  synthesize({ environments, ...providers, only, outdir: output.directory, report: (line) => console.log(line) });
  output.finish();
} catch (error) {
  // A mistake in an environment is told as a list; anything else is ours, and keeps its stack trace.
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
