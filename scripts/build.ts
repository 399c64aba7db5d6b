/**
 * Builds what the package contains instead of sources, in dist/: `npm run build`.
 *
 *     cli.js      the command line's program, and with it the whole product; packages are left outside
 *     index.js    the public API, which is a part of it: both have the same classes
 *     types/      the public API's types
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { build, type BuildOptions, type Plugin } from 'esbuild';

import { typesOf } from './build/types';

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist');

/** Files of data stay where they are: a module's folder is found from dist/, and is the same in the package. */
const inPlace: Plugin = {
  name: 'in-place',
  setup: (build) => {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const folder = relative(DIST, dirname(path)).replaceAll('\\', '/');
      const text = await readFile(path, 'utf8');
      return {
        contents: text.replaceAll('__dirname', `require('node:path').join(__dirname, '${folder}')`),
        loader: 'ts',
      };
    });
  },
};

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  legalComments: 'none',
  plugins: [inPlace],
} satisfies BuildOptions;

/** What a module exports at run time. */
async function exportsOf(file: string): Promise<string[]> {
  const { metafile } = await build({
    ...OPTIONS,
    entryPoints: [file],
    format: 'esm',
    write: false,
    metafile: true,
    outdir: DIST,
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

/** Each export by name, so that `import { synthesize } from 'triptych'` finds it: Node.js reads the text. */
const reexport = (names: readonly string[]): string =>
  ["'use strict';", "const { api } = require('./cli.js');", ...names.map((name) => `exports.${name} = api.${name};`)]
    .join('\n')
    .concat('\n');

async function main(): Promise<void> {
  rmSync(DIST, { recursive: true, force: true });
  const sources = { sourcemap: true, sourcesContent: false } as const;
  await build({ ...OPTIONS, ...sources, entryPoints: [join(ROOT, 'cli.ts')], format: 'cjs', outdir: DIST });
  const files = {
    'index.js': reexport(await exportsOf(join(ROOT, 'index.ts'))),
    ...typesOf(join(ROOT, 'index.ts'), 'types'),
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(DIST, name)), { recursive: true });
    writeFileSync(join(DIST, name), text);
  }
}

main().catch((error: unknown) => {
  // The messages name files and lines.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
