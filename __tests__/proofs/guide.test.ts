/** The guide for newcomers, replayed in a fresh folder; and the command lines that pages show. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { CommanderError } from 'commander';

import { programOf } from '../../app/commands/program';
import { providers } from '../../providers';
import { Folder, ROOT, yaml } from '../helpers/command-line';
import { type Block, blocksOf } from '../helpers/pages';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The words of a command after `triptych`, without quotes, up to what the shell does with the output. */
function argumentsOf(command: string): string[] {
  const [, own = ''] = /(?:^|[\s(])triptych (.*)$/.exec(command) ?? [];
  const words = own.replace(/\s*(?:[|>#);]|&&).*$/, '').matchAll(/'([^']*)'|[^\s']+/g);
  return [...words].map(([word, quoted]) => quoted ?? word);
}

/** A project in which the steps of a page are taken one after the other. */
class Project {
  readonly #start = mkdtempSync(join(tmpdir(), 'triptych-guide-'));
  #directory = this.#start;
  #edited: { readonly path: string; readonly before: string } | undefined;

  remove(): void {
    rmSync(this.#start, { recursive: true });
  }

  follow({ language, text }: Block): void {
    const file = /^(?:\/\/|#|---) (\S+)$/m.exec(text.split('\n')[0]!)?.[1];
    if (language === 'console') return this.#replay(text);
    if (file === undefined) return;
    if (language === 'diff') this.#edit(file, text);
    else this.#write(file, text.slice(text.indexOf('\n') + 1));
  }

  #write(file: string, text: string): void {
    const path = join(this.#directory, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`);
    this.#edited = undefined;
  }

  #edit(file: string, diff: string): void {
    const path = join(this.#directory, file);
    const before = readFileSync(path, 'utf8');
    this.#edited = { path, before };
    const hunks = diff.slice(diff.indexOf('\n') + 1).split('\n@@\n');
    const side = (hunk: string, sign: string) =>
      hunk
        .split('\n')
        .filter((line) => line.startsWith(' ') || line.startsWith(sign))
        .map((line) => line.slice(1))
        .join('\n');
    const after = hunks.reduce((whole, hunk) => {
      expect(whole).toContain(side(hunk, '-'));
      return whole.replace(side(hunk, '-'), () => side(hunk, '+'));
    }, before);
    writeFileSync(path, after);
  }

  #replay(session: string): void {
    for (const step of session.split(/^\$ /m).filter(Boolean)) {
      const [command = '', ...shown] = step.trimEnd().split('\n');
      if (command.startsWith('cd ')) this.#directory = join(this.#directory, command.slice(3));
      const argv = argumentsOf(command);
      if (argv.length > 0) expectSaid(this.#run(argv), shown.join('\n'));
    }
    // A mistake is made to see what is said, and taken back.
    if (/^\d+ problems?:$/m.test(session) && this.#edited) writeFileSync(this.#edited.path, this.#edited.before);
  }

  #run(argv: readonly string[]): string {
    const { NODE_OPTIONS: _options, TRIPTYCH_ONLY: _only, ...env } = process.env;
    // The folder has no compiler: other tests check types.
    const args = [join(ROOT, 'bin/triptych.cjs'), ...argv, ...(argv[0] === 'check' ? ['--no-types'] : [])];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: this.#directory, encoding: 'utf8', env });
    return (stdout + stderr).trimEnd();
  }
}

/** Compares except for times; a line `…` stands for any number of lines. */
function expectSaid(said: string, shown: string): void {
  const timeless = (text: string) => text.replace(/\d+\.\d\d s, written/g, '0.00 s, written');
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = timeless(shown).split(/^…$/m).map(literal).join('[^]*');
  if (!new RegExp(`^${pattern}$`).test(timeless(said))) expect(timeless(said)).toBe(timeless(shown));
}

it('the guide to the first environment says what happens', () => {
  const project = new Project();
  try {
    for (const block of blocksOf(read('docs/guides/first-environment.md'))) project.follow(block);
  } finally {
    project.remove();
  }
}, 120_000);

const folder = new Folder({ 'environments/test.yaml': yaml('shop', 'test') });
afterAll(() => folder.remove());

/** The command line; its commands do nothing. */
function programFor(error: (text: string) => void) {
  const host = { load: () => Promise.reject(new Error('nothing is run')) };
  const context = { made: providers, host, cwd: folder.path, root: ROOT, version: '1.2.3', env: {} };
  return programOf(context, { out: () => undefined, error }, () => Promise.resolve());
}

/** What the command line says against these words: nothing if it takes them. Nothing is run. */
async function objections(argv: readonly string[]): Promise<string> {
  const said: string[] = [];
  const program = programFor((text) => said.push(text));
  await program.parseAsync([...argv], { from: 'user' }).catch((error: CommanderError) => {
    if (error.exitCode !== 0) said.push(error.message);
  });
  return said.join('\n');
}

const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** Command lines in blocks and in the text of a page; `npm run synth -- --only x` is one of `synth`. */
const commandsOf = (page: string): string[] =>
  [...page.matchAll(/^ *```[^]*?^ *```$|`[^`\n]+`/gm)]
    .flatMap(([code]) => [
      ...code.matchAll(/(?:npx |(?<!Usage: )\b)triptych [a-z][^`\n]*|npm run (?:list|synth) -- [^`\n]*/g),
    ])
    .map(([command]) => command.replace(/^npm run (\w+) --/, 'triptych $1'));

const MISSING = 'missing required argument';

describe('the command lines of the pages', () => {
  const shown = pages.flatMap((page) => commandsOf(read(page)).map((command) => [page, command] as const));

  it('are found', () => {
    expect(new Set(shown.map(([page]) => page)).size).toBeGreaterThan(5);
  });

  it.each(shown)('%s: %s', async (_, command) => {
    const argv = argumentsOf(command);
    // A command that is only named needs no arguments.
    const said = (await objections(argv)).split('\n').filter((line) => argv.length > 1 || !line.includes(MISSING));
    expect(said.join('\n')).toBe('');
  });

  it('are refused if there is no such command, option or argument', async () => {
    expect(await objections(['synth', '--form', 'x'])).toContain("unknown option '--form'");
    expect(await objections(['exlpain'])).toContain('unknown command');
    expect(await objections(['explain'])).toContain(MISSING);
  });
});

it('commands of the CDKTF CLI in the pages are there', () => {
  const cli = require.resolve('cdktf-cli/bundle/bin/cdktf.js');
  const { stdout } = spawnSync(process.execPath, [cli, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  const there = new Set([...stdout.matchAll(/^ +cdktf\S* ([a-z]+)/gm)].map(([, command]) => command));
  const shown = pages.flatMap((page) => [...read(page).matchAll(/npx cdktf ([a-z]+)/g)].map(([, command]) => command));
  expect(new Set(shown).size).toBeGreaterThan(1);
  expect(shown.filter((command) => !there.has(command))).toEqual([]);
});

describe('the members of JSON', () => {
  const page = read('docs/guides/command-line.md');
  const [, table = ''] = /members besides `problems` \|\n\| --- \| --- \|\n([^]*?)\n\n/.exec(page) ?? [];
  const rows = table.split('\n').map((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
  const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
    explain: ['explain', 'shop-test-aws'],
    runbook: ['runbook', 'shop/test'],
    unlock: ['unlock', 'shop-test-aws'],
    trace: ['trace', '--from', 'trace.js'],
    'docs <page>': ['docs', 'glossary'],
    init: ['init', 'new', '--package', '1.2.3'],
  };
  const traced = `exports.trace = { system: 'shop', title: 'Shop', design: 'shop.md', environments: [], rows: [] };`;

  it.each(rows)('of %s', async (command, ...members) => {
    folder.write('trace.js', traced);
    const { out } = await folder.run(...(ARGUMENTS[command] ?? [command]), '--json');
    expect(Object.keys(JSON.parse(out) as object).sort()).toEqual([...members, 'problems'].sort());
  });

  it('are told for every command except the one whose answer is JSON anyway', () => {
    const { commands } = programFor(() => undefined);
    const told = new Set(['schema', ...rows.map(([command]) => command!.split(' ')[0])]);
    expect(commands.map((command) => command.name()).sort()).toEqual([...told].sort());
  });
});
