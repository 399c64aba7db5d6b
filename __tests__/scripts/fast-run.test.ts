/** How programs are run: in a small project of its own, with what is kept between runs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
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
  for (const name of ['app', 'constructs', 'core', 'environments', 'providers', 'scripts']) mkdirSync(join(root, name));
  cpSync(join(HERE, 'scripts/fast-run.cjs'), join(root, 'scripts/fast-run.cjs'));
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

async function run(args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/fast-run.cjs', 'main.ts', ...args], { cwd: root, env });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { status, stdout: stdout.trim(), stderr };
}

const kept = (): string[] =>
  readdirSync(join(root, 'node_modules/.cache'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w{16}\./.test(name))
    .sort();

describe('a program', () => {
  it('gets its arguments, and packages', async () => {
    expect(await run(['two', '--three'])).toEqual({ status: 0, stdout: 'one 1 two --three', stderr: '' });
  });

  it('has modules that know where they are', async () => {
    write('core/word.ts', 'export const word = __dirname;');
    expect((await run()).stdout).toBe(`${join(root, 'core')} 1`);
  });

  it.each([
    ['kept', {}],
    ['not kept', { TRIPTYCH_CACHE: '0' }],
  ])('that throws names the lines of its sources: %s', async (_, env) => {
    write(
      'core/word.ts',
      `interface Gone {}\n\nconst fail = (): never => {\n  throw new Error('no');\n};\nexport const word = fail();`,
    );
    for (const _run of ['made', 'used']) {
      const { status, stderr } = await run([], env);
      expect(status).toBe(1);
      expect(stderr).toContain(`at fail (${join(root, 'core/word.ts')}:4:9)`);
    }
  });

  it('that is not TypeScript is told as esbuild tells it, without a stack trace', async () => {
    write('core/word.ts', 'export const = 1;');
    const { status, stderr } = await run();
    expect(status).toBe(1);
    expect(stderr).toContain('core/word.ts:1:13');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe('what is kept', () => {
  it('is used again, and replaced when a source is edited', async () => {
    await run();
    const before = kept();
    expect(before).toHaveLength(5);
    await run();
    expect(kept()).toEqual(before);

    write('core/word.ts', `export const word: string = 'two';`);
    expect((await run()).stdout).toBe('two 1');
    const after = kept();
    expect(after).toHaveLength(5);
    expect(after.filter((name) => before.includes(name)).every((name) => name.includes('packages.'))).toBe(true);
  });

  it('is replaced when a source is added or deleted', async () => {
    write('core/word.ts', `export { word } from './words';`);
    write('core/words/index.ts', `export const word = 'directory';`);
    expect((await run()).stdout).toBe('directory 1');
    write('core/words.ts', `export const word = 'file';`);
    expect((await run()).stdout).toBe('file 1');
    rmSync(join(root, 'core/words.ts'));
    expect((await run()).stdout).toBe('directory 1');
  });

  it('is replaced when packages are installed', async () => {
    await run();
    install('2');
    expect((await run()).stdout).toBe('one 2');
    expect(kept()).toHaveLength(5);
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
    expect(kept()).toHaveLength(5);
  });
});
