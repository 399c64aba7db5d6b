/** The command line's program. `bin/triptych.cjs` starts it. */
import './core/cdktf/fast-tokens';

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Host } from './app/commands/host';
import { run } from './app/commands/program';
import { providers } from './providers';

/** Directory of the package: this file is in it, or in a folder of what was built. */
const root = existsSync(join(__dirname, 'package.json')) ? __dirname : dirname(__dirname);

export async function main(host: Host): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const context = { made: providers, host, cwd: process.cwd(), root, version, env: process.env };
  const printer = {
    out: (text: string) => process.stdout.write(`${text}\n`),
    error: (text: string) => process.stderr.write(`${text}\n`),
  };
  process.exitCode = await run(process.argv.slice(2), context, printer);
}
