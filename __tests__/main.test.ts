/** The app as users start it, without Terraform, variables or a network: its report, and its messages for mistakes. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
/** What is not the app, or not part of it: a project has environments of its own. */
const LEFT_OUT = /^(\..*|__tests__|cdktf\.out.*|coverage|docs|environments|node_modules)$/;

/** A copy of the app whose `environments/index.ts` has the given text. */
function projectWith(environments: string): string {
  const project = mkdtempSync(join(tmpdir(), 'triptych-project-'));
  for (const name of readdirSync(ROOT).filter((one) => !LEFT_OUT.test(one)))
    cpSync(join(ROOT, name), join(project, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(project, 'node_modules'), 'junction');
  mkdirSync(join(project, 'environments'));
  writeFileSync(join(project, 'environments/index.ts'), environments);
  return project;
}

const project = projectWith(`export { environments } from '../scripts/bench/newsletter';\n`);
const empty = projectWith('export const environments = [];\n');
afterAll(() => {
  for (const one of [project, empty]) rmSync(one, { recursive: true });
});

const PLAIN = ['--import', 'tsx'];
// What is kept between runs would stay behind in node_modules, which is not a copy.
const FAST = { TRIPTYCH_CACHE: '0' };

function start(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-app-'));
  // Only Node is on the PATH, so that a search for Terraform would fail.
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd,
    encoding: 'utf8',
    env: { PATH: dirname(process.execPath), CDKTF_OUTDIR: outdir, ...env },
  });
  const stacks = join(outdir, 'stacks');
  const written = Object.fromEntries(
    (existsSync(stacks) ? readdirSync(stacks) : []).map((id) => [id, readFileSync(join(stacks, id, 'cdk.tf.json'), 'utf8')]),
  ); // prettier-ignore
  rmSync(outdir, { recursive: true, force: true });
  return { status, written, text: stdout + stderr };
}

describe('main.ts', () => {
  let whole: ReturnType<typeof start>;
  beforeAll(() => {
    whole = start(project, [...PLAIN, 'main.ts']);
  });

  it('reports each stack, its resources and the seconds, and writes the same when started the fast way', () => {
    const { status, text, written } = whole;
    expect(status).toBe(0);
    expect(Object.keys(written)).toHaveLength(18);
    expect(text).toMatch(/newsletter-production-azurerm: \d+ resources/);
    expect(text).toMatch(/18 stacks, \d+ resources in \d+\.\d+ s/);

    const fast = start(project, ['bin/run.cjs', 'main.ts'], FAST);
    expect(fast.status).toBe(0);
    expect(fast.written).toEqual(written);
  });

  it('writes the same without what makes it fast', () => {
    const slow = { TRIPTYCH_ONLY: 'newsletter-production-*', TRIPTYCH_TOKEN_TRACES: '1' };
    const { status, written } = start(project, [...PLAIN, 'main.ts'], slow);
    expect(status).toBe(0);
    const production = Object.entries(whole.written).filter(([id]) => id.startsWith('newsletter-production-'));
    expect(written).toEqual(Object.fromEntries(production));
  });

  it('writes a part', () => {
    const { text } = start(project, [...PLAIN, 'main.ts'], { TRIPTYCH_ONLY: 'newsletter-staging-*' });
    expect(text).toMatch(/6 stacks/);
    expect(text).not.toContain('production');
  });

  it('reports a mistake without a stack trace, and writes nothing', () => {
    const { status, text, written } = start(project, [...PLAIN, 'main.ts'], { TRIPTYCH_ONLY: 'nowhere-*' });
    expect(status).toBe(1);
    expect(written).toEqual({});
    expect(text).toContain('nowhere-*: matches no stack');
    expect(text).not.toMatch(/\n\s+at /);
  });
});

describe('without environments', () => {
  it.each(['main.ts', 'bin/triptych.cjs list'])('%s says where they belong', (program) => {
    const { status, text } = start(empty, [...PLAIN, ...program.split(' ')], FAST);
    expect(status).toBe(0);
    expect(text).toMatch(/^There are no environments: add yours to environments\/\n/);
  });

  it('no stack matches a pattern', () => {
    const { status, text } = start(empty, [...PLAIN, 'main.ts'], { TRIPTYCH_ONLY: 'shop-*' });
    expect(status).toBe(1);
    expect(text).toContain('shop-*: matches no stack; there are none');
  });
});
