/**
 * The app of the CDKTF CLI: synthesizes every environment that `environments/` lists, on every cloud that it targets, and
 * prints a report. Two environment variables:
 *
 *     TRIPTYCH_ONLY=spywatcher-production-*    only stacks whose names match one of these patterns, separated by commas
 *     TRIPTYCH_VERBOSE=true                    also shows acknowledged warnings
 */
import './core/cdktf/fast-tokens';

import type { Host } from './app/commands/host';
import { patternsIn } from './app/plan/stack-names';
import { write } from './app/write';
import { EnvironmentError } from './core/rules/problem';
import { environments } from './environments';
import { providers } from './providers';

export function main({ keeping }: Pick<Host, 'keeping'> = {}): void {
  const { env } = process;
  const only = patternsIn(env.TRIPTYCH_ONLY ?? '');
  const verbose = env.TRIPTYCH_VERBOSE === 'true';

  try {
    const { text } = write({ ...providers, environments, only, verbose, env, project: process.cwd(), keeping });
    console.log(text.join('\n'));
  } catch (error) {
    // Mistakes in environments are printed as a list; any other error is a bug here and keeps its stack trace.
    if (!(error instanceof EnvironmentError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

// `bin/run.cjs` calls `main`; other ways to run TypeScript do not.
if (require.main === module) main();
