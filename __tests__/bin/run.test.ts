/** How programs are run, in a small project of its own: what is kept between runs, and modules that programs load. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';

const HERE = join(__dirname, '../..');

let root: string;
const write = (name: string, contents: string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), contents);
};
const install = (version: string): void => {
  write('node_modules/zod/index.js', `exports.version = '${version}';`);
  write('node_modules/.package-lock.json', `{ "zod": "${version}" }`);
};

beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), 'triptych-run-'));
  cpSync(join(HERE, 'bin'), join(root, 'bin'), { recursive: true });
  install('1');
  symlinkSync(join(HERE, 'node_modules/esbuild'), join(root, 'node_modules/esbuild'), 'junction');
  write('core/word.ts', `export const word: string = 'one';`);
  write('main.ts', MAIN);
});
afterEach(() => rmSync(root, { recursive: true }));

const MAIN = `import { version } from 'zod';
import { word } from './core/word';

interface Words {
  readonly words: readonly string[];
}

export const say = ({ words }: Words): void => console.log(words.join(' '));
say({ words: [word, version, ...process.argv.slice(2)] });
`;

async function run(args: string[] = [], env: Record<string, string> = {}, program = ['bin/run.cjs', 'main.ts']) {
  const child = spawn(process.execPath, [...program, ...args], { cwd: root, env });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stdout: stdout.trim(), stderr };
}

const kept = (): string[] =>
  readdirSync(join(root, 'node_modules/.cache'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /[/\\](inputs|(own|packages)\.\w{16}\..*)$/.test(name))
    .sort();
/** A script, its source map and V8's code for it, those of packages without the map, and what they were made of. */
const KEPT = 6;

const LINES = `interface Gone {}\n\nconst fail = (): never => {\n  throw new Error('no');\n};\nexport const word = fail();`;

describe('a program', () => {
  it('gets its arguments, and packages', async () => {
    expect(await run(['two', '--three'])).toEqual({ status: 0, stdout: 'one 1 two --three', stderr: '' });
  });

  it('has modules in any folder and of any kind', async () => {
    write('core/word.ts', `import { all } from '../teams/a/all.mjs';\nexport const word = all.join(' ');`);
    write(
      'teams/a/all.mts',
      `import data from '../data.json';\nimport old from './old.cjs';\nexport const all = [data.word, old.word];`,
    );
    write('teams/a/old.cjs', `exports.word = 'old';`);
    write('teams/data.json', `{ "word": "data" }`);
    expect((await run()).stdout).toBe('data old 1');
  });

  it('has modules that know where they are', async () => {
    write(
      'core/word.ts',
      `import { url } from './url.mjs';\nexport const word = [__dirname, __filename, url].join(' ');`,
    );
    write(
      'core/url.mjs',
      `const { dirname: __dirname, url: own } = import.meta;\nexport const url = own + ' ' + __dirname;`,
    );
    const core = join(root, 'core');
    expect((await run()).stdout).toBe(`${core} ${join(core, 'word.ts')} file://${join(core, 'url.mjs')} ${core} 1`);
  });

  it.each([
    ['kept', {}],
    ['not kept', { TRIPTYCH_CACHE: '0' }],
  ])('that throws names the lines of its sources: %s', async (_, env) => {
    write('core/word.ts', LINES);
    for (const _run of ['made', 'used']) {
      const { status, stderr } = await run([], env);
      expect(status).toBe(1);
      expect(stderr).toContain(`at fail (${join(root, 'core/word.ts')}:4:9)`);
    }
  });

  it('that is not TypeScript is told with file and line, without a stack trace', async () => {
    write('core/word.ts', '\nexport const = 1;');
    expect(await run()).toEqual({
      status: 1,
      stdout: '',
      stderr: 'core/word.ts:2: Expected identifier but found "="\n',
    });
  });
});

describe('what is kept', () => {
  it('is used again, and replaced when a source is edited', async () => {
    await run();
    const before = kept();
    expect(before).toHaveLength(KEPT);
    await run();
    expect(kept()).toEqual(before);

    write('core/word.ts', `export const word: string = 'two';`);
    expect((await run()).stdout).toBe('two 1');
    const after = kept();
    expect(after).toHaveLength(KEPT);
    expect(after.filter((name) => before.includes(name) && !name.endsWith('inputs'))).toEqual(
      before.filter((name) => name.includes('packages.')),
    );
  });

  it('is used again when a file changes that the program does not import', async () => {
    write('core/other.ts', 'export const = 1;');
    await run();
    const before = kept();
    write('core/other.ts', 'export const = 2;');
    expect((await run()).stdout).toBe('one 1');
    expect(kept()).toEqual(before);
  });

  it('is replaced when a source is added or deleted', async () => {
    write('core/word.ts', `export { word } from './words';`);
    write('core/words/index.ts', `export const word = 'directory';`);
    expect((await run()).stdout).toBe('directory 1');
    write('core/words.ts', `export const word = 'file';`);
    expect((await run()).stdout).toBe('file 1');
    rmSync(join(root, 'core/words.ts'));
    expect((await run()).stdout).toBe('directory 1');
    rmSync(join(root, 'core/words'), { recursive: true });
    expect((await run()).stderr).toBe('core/word.ts:1: Could not resolve "./words"\n');
  });

  it('is replaced when the paths of tsconfig.json are', async () => {
    write('core/word.ts', `export { word } from '@words';`);
    for (const name of ['a', 'b']) {
      write(`words/${name}.ts`, `export const word = '${name}';`);
      write('tsconfig.json', `{ "compilerOptions": { "paths": { "@words": ["./words/${name}.ts"] } } }`);
      expect((await run()).stdout).toBe(`${name} 1`);
    }
  });

  it('is replaced when packages are installed', async () => {
    await run();
    install('2');
    expect((await run()).stdout).toBe('one 2');
    expect(kept()).toHaveLength(KEPT);
  });

  it('is removed when the program is', async () => {
    write('other.ts', MAIN);
    await run([], {}, ['bin/run.cjs', 'other.ts']);
    rmSync(join(root, 'other.ts'));
    expect((await run([], {}, ['bin/run.cjs', 'other.ts'])).stderr).toBe('other.ts: there is no such file\n');
    await run();
    expect(kept()).toHaveLength(KEPT);
  });

  it('is not needed: installations may be read-only', async () => {
    // A file where the directory would be: root may write to any directory.
    write('node_modules/.cache', '');
    expect(await run()).toEqual({ status: 0, stdout: 'one 1', stderr: '' });
  });

  it('is nothing when nobody wants it', async () => {
    expect((await run([], { TRIPTYCH_CACHE: '0' })).stdout).toBe('one 1');
    expect(readdirSync(join(root, 'node_modules'))).not.toContain('.cache');
  });

  it('may be made and replaced by several processes at once', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(all).toEqual(all.map(() => ({ status: 0, stdout: 'one 1', stderr: '' })));
    expect(kept()).toHaveLength(KEPT);
  });
});

describe('what a program may keep is known by a hash', () => {
  const hash = async (env = {}): Promise<string> => (await run([], env)).stdout;

  beforeEach(() => {
    write(
      'main.ts',
      `import { word } from './environments/word';
import { other } from './core/other';
export const main = ({ keeping }) => console.log(keeping?.program ?? 'none', word.length + other.length);`,
    );
    write('environments/word.ts', `export const word = 'a';`);
    write('core/other.ts', `export const other = 'a';`);
    write('core/chart/values.yaml', 'a: 1');
  });

  it('that stays the same when an environment changes', async () => {
    const before = await hash();
    expect(before).toMatch(/^\w{16} 2$/);
    write('environments/word.ts', `export const word = 'b';`);
    write('environments/another.yaml', 'b: 1');
    expect(await hash()).toBe(before);
  });

  it.each([
    ['a source', () => write('core/other.ts', `export const other = 'b';`)],
    ['a file that it reads', () => write('core/chart/values.yaml', 'a: 2')],
    ['what is beside that file', () => write('core/chart/more.yaml', 'a: 1')],
    ['a package', () => install('2')],
  ])('that changes with %s', async (_, change) => {
    const before = await hash();
    change();
    expect(await hash()).not.toBe(before);
  });

  it('and is nothing when nobody wants it', async () => {
    expect(await hash({ TRIPTYCH_CACHE: '0' })).toBe('none 2');
  });
});

describe('a module that a program loads', () => {
  const PROGRAM = `import * as zod from 'zod';
import * as api from './index';

export { api };
const same = { zod, api, host: { zod } };
type Load = (file: string, files: string[]) => Promise<Record<string, unknown>>;
export async function main({ load }: { load: Load }): Promise<void> {
  const files = process.argv.slice(2);
  for (const file of files) {
    try {
      const loaded = await load(file, files);
      console.log(typeof loaded.say === 'function' ? loaded.say(same) : JSON.stringify(loaded));
    } catch (error) {
      const { name, message, stack, mistakes } = error;
      console.log(name === 'ModuleError' ? [message, ...mistakes.map(({ file, line }) => file + line)].join(' | ') : stack);
    }
  }
}
`;
  const load = async (files: string, env = {}): Promise<string> => {
    const { status, stdout, stderr } = await run(files.split(' '), env, ['bin/triptych.cjs']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return stdout;
  };

  beforeEach(() => {
    write('cli.ts', PROGRAM);
    write('index.ts', `export class Mistake extends Error {}`);
  });

  it.each(['ts', 'mts', 'js', 'mjs', 'cjs'])('may be .%s, anywhere', async (ending) => {
    const type = ending.endsWith('ts') ? ': string' : '';
    const code = ending === 'cjs' ? `exports.word = 'here';` : `export const word${type} = 'here';`;
    const elsewhere = mkdtempSync(join(realpathSync(tmpdir()), 'triptych-elsewhere-'));
    for (const folder of ['teams', relative(root, elsewhere)]) {
      write(`${folder}/shop.${ending}`, code);
      expect(await load(`${folder}/shop.${ending}`)).toBe('{"word":"here"}');
    }
    rmSync(elsewhere, { recursive: true });
  });

  it('is compiled again when what it imports is edited', async () => {
    write('teams/shop.ts', `export { word } from './word.json';`);
    for (const word of ['one', 'two']) {
      write('teams/word.json', JSON.stringify({ word }));
      expect(await load('teams/shop.ts')).toBe(JSON.stringify({ word }));
    }
  });

  it('shares what it imports with those that are loaded together', async () => {
    write('teams/word.ts', `let times = 0;\nexport const say = () => ++times;`);
    write('teams/a.ts', `export * from './word';`);
    write('teams/b.ts', `export { say } from './word';`);
    expect(await load('teams/a.ts teams/b.ts')).toBe('1\n2');
    expect(await load('teams/b.ts teams/a.ts')).toBe('1\n2');
  });

  it('runs although another one is wrong', async () => {
    write('teams/a.ts', `export const word = 'a';`);
    write('teams/b.ts', `export const = 1;`);
    write('teams/c.mts', `export const word = await 1;`);
    expect(await load('teams/a.ts teams/b.ts teams/c.mts')).toBe(
      [
        '{"word":"a"}',
        'teams/b.ts:1: Expected identifier but found "=" | teams/b.ts1',
        'teams/c.mts:1: Top-level await is currently not supported with the "cjs" output format | teams/c.mts1',
      ].join('\n'),
    );
  });

  it('uses what the program uses, and so do its packages', async () => {
    write(
      'node_modules/constructs-of-a-company/index.js',
      `exports.zod = require('zod'); exports.api = require('triptych');`,
    );
    write(
      'teams/shop.ts',
      `import { Mistake } from 'triptych';
import * as zod from 'zod';
import * as company from 'constructs-of-a-company';
import { Mistake as relative } from '../index';
import type { Nothing } from 'not-installed';

export const say = (same) => [
  zod.version === same.zod.version, Mistake === same.api.Mistake, relative === Mistake,
  company.api.Mistake === Mistake, company.zod === require('zod'),
].join(' ') satisfies Nothing;`,
    );
    expect(await load('teams/shop.ts')).toBe('true true true true true');
  });

  it.each([
    ['kept', {}],
    ['not kept', { TRIPTYCH_CACHE: '0' }],
  ])('that throws names its file and line: %s', async (_, env) => {
    write('teams/shop.ts', LINES);
    for (const _run of ['made', 'used'])
      expect(await load('teams/shop.ts', env)).toContain(`at fail (${join(root, 'teams/shop.ts')}:4:9)`);
  });

  it.each([
    ['does not exist', undefined, 'teams/shop.ts: there is no such file | teams/shop.tsundefined'],
    ['is not TypeScript', `\nexport const = 1;`, 'teams/shop.ts:2: Expected identifier but found "=" | teams/shop.ts2'],
    [
      'imports a file that is missing',
      `import './gone';`,
      'teams/shop.ts:1: Could not resolve "./gone" | teams/shop.ts1',
    ],
    [
      'imports packages that are missing',
      `import 'gone';\nexport * from '@cdktf/provider-gone/lib/x';`,
      "teams/shop.ts:1: the package of 'gone' is not installed\n" +
        "teams/shop.ts:2: the package of '@cdktf/provider-gone/lib/x' is not installed | teams/shop.ts1 | teams/shop.ts2",
    ],
  ])('that %s is told with file and line', async (_, code, message) => {
    if (code !== undefined) write('teams/shop.ts', code);
    expect(await load('teams/shop.ts')).toBe(message);
  });
});
