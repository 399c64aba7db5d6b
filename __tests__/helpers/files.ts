/** Files of environments in a directory of their own, and a host that runs modules. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { Host } from '../../app/commands/host';
import { load } from '../../app/load/load';
import type { Loaded } from '../../app/load/source';
import { describeProblem } from '../../core/rules/problem';

/** Runs modules that jest can compile: CommonJS and TypeScript. */
const host: Host = { load: (file) => Promise.resolve(jest.requireActual<Record<string, unknown>>(file)) };

export interface LoadedHere extends Loaded {
  /** Problems as the user reads them. */
  readonly said: readonly string[];
}

/** Writes files into a new directory, which is gone afterwards, and loads paths in it. */
export async function loadFiles(files: Readonly<Record<string, string>>, ...paths: string[]): Promise<LoadedHere> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'triptych-load-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
    const loaded = await load(paths.length > 0 ? paths : Object.keys(files), host, cwd);
    return { ...loaded, said: loaded.problems.map(describeProblem) };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The environments' names and files. */
export const foundIn = ({ sources }: Loaded): string[] =>
  sources.map(({ input, origin }) => `${origin.file}: ${input.environment}`);
