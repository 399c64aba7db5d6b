/** The command line's program. `bin/triptych.cjs` starts it. */
import './core/cdktf/fast-tokens';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Host } from './app/commands/host';
import { run } from './app/commands/program';
import { providers } from './providers';

/** What modules that the program loads get as `triptych`. */
export * as api from './index';

export async function main(host: Host): Promise<void> {
  const root = __dirname;
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const context = { made: providers, host, cwd: process.cwd(), root, version, env: process.env };
  const printer = {
    out: (text: string) => process.stdout.write(`${text}\n`),
    error: (text: string) => process.stderr.write(`${text}\n`),
  };
  process.exitCode = await run(process.argv.slice(2), context, printer);
}
