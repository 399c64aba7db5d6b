/** Files, folders and patterns. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { load } from '../../../app/load/load';
import { describeProblem } from '../../../core/rules/problem';
import { foundIn, loadFiles } from '../../helpers/files';

const yaml = (environment: string): string => `system: shop\nenvironment: ${environment}\n`;
const ts = (...names: string[]): string =>
  names.map((name) => `export const ${name} = { system: 'shop', environment: '${name}' };\n`).join('');

const files = {
  'alone.yaml': yaml('alone'),
  'teams/b.yml': yaml('b'),
  'teams/a.json': '{ "system": "shop", "environment": "a" }',
  'teams/c.ts': ts('c'),
  'teams/c.test.ts': 'throw new Error("a test runs only under its runner")',
  'teams/types.d.ts': 'export declare const system: string;',
  'teams/notes.md': '# Notes',
  'teams/.hidden.yaml': yaml('hidden'),
  'teams/node_modules/x/x.yaml': yaml('package'),
  'teams/blog/index.ts': "export { dev } from './dev';\n",
  'teams/blog/dev.ts': ts('dev', 'notListed'),
  'empty/notes.md': '# Notes',
};
const found = async (...paths: string[]): Promise<string[]> => {
  const loaded = await loadFiles(files, ...paths);
  expect(loaded.said).toEqual([]);
  return foundIn(loaded);
};
const said = async (...paths: string[]): Promise<readonly string[]> => {
  const loaded = await loadFiles(files, ...paths);
  expect(loaded.sources).toEqual([]);
  return loaded.said;
};

const TEAMS = ['teams/a.json: a', 'teams/b.yml: b', 'teams/blog/index.ts: dev', 'teams/c.ts: c'];

describe('a path', () => {
  it('is a file', async () => {
    expect(await found('alone.yaml', './teams/c.ts')).toEqual(['alone.yaml: alone', 'teams/c.ts: c']);
  });

  it('is a folder: what its index exports, or else every file in it, sorted', async () => {
    expect(await found('teams')).toEqual(TEAMS);
    expect(await found('teams/blog/')).toEqual(['teams/blog/index.ts: dev']);
  });

  it.each([
    ['*.yaml', ['alone.yaml: alone']],
    ['teams/*.{json,yml}', ['teams/a.json: a', 'teams/b.yml: b']],
    ['**/[ac].*', ['teams/a.json: a', 'teams/c.ts: c']],
    ['teams/b*', ['teams/b.yml: b', 'teams/blog/index.ts: dev']],
  ])('is a pattern: %s', async (pattern, expected) => {
    expect(await found(pattern)).toEqual(expected);
  });

  it('finds each file once', async () => {
    expect(await found('teams/a.json', 'teams', 'teams/*.json')).toEqual(TEAMS);
  });
});

describe('a path that leads to nothing says so', () => {
  const ENDINGS = '.ts, .mts, .js, .mjs, .yaml, .yml, .json';

  it.each([
    ['alnoe.yaml', 'alnoe.yaml: does not exist. Did you mean "alone.yaml"? [source/missing]'],
    ['nowhere/at/all.ts', 'nowhere/at/all.ts: does not exist [source/missing]'],
    ['empty', `empty: holds no file of environments: they end in ${ENDINGS} [source/none]`],
    ['teams/*.toml', `teams/*.toml: matches no file of environments: they end in ${ENDINGS} [source/none]`],
    ['nowhere/*.yaml', `nowhere/*.yaml: matches no file of environments: they end in ${ENDINGS} [source/none]`],
    ['teams/notes.md', `teams/notes.md: is no file of environments: its name must end in ${ENDINGS} [source/ending]`],
  ])('%s', async (path, message) => {
    expect(await said(path)).toEqual([message]);
  });

  it('and does not hide the others', async () => {
    const loaded = await loadFiles(files, 'nothing.ts', 'alone.yaml');
    expect(loaded.said).toHaveLength(1);
    expect(foundIn(loaded)).toEqual(['alone.yaml: alone']);
  });
});

it('a file or folder that the operating system does not give is a problem of its own', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'triptych-load-'));
  try {
    mkdirSync(join(cwd, 'teams'));
    symlinkSync('a.yaml', join(cwd, 'teams', 'a.yaml'));
    writeFileSync(join(cwd, 'teams', 'b.yaml'), yaml('b'));
    const host = { load: () => Promise.reject(new Error('there is no module')) };
    for (const path of ['teams', 'teams/a.yaml']) {
      const { sources, problems } = await load([path, 'teams/b.yaml'], host, cwd);
      expect(problems.map(describeProblem)).toEqual([
        expect.stringMatching(/^teams\/a\.yaml: cannot be read: ELOOP.*\[source\/unreadable\]$/),
      ]);
      expect(sources).toHaveLength(1);
    }
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
