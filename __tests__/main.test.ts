/** The app as users start it, without Terraform, variables or a network: its report, and its messages for mistakes. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

function start(args: string[], env: Record<string, string> = {}) {
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-app-'));
  // Only Node is on the PATH, so that a search for Terraform would fail.
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: dirname(process.execPath), CDKTF_OUTDIR: outdir, ...env },
  });
  const wrote = existsSync(join(outdir, 'stacks'));
  rmSync(outdir, { recursive: true, force: true });
  return { status, wrote, text: stdout + stderr };
}

describe('main.ts', () => {
  it('reports each stack, its resources and the seconds', () => {
    const { status, text, wrote } = start(['main.ts']);
    expect(status).toBe(0);
    expect(wrote).toBe(true);
    expect(text).toMatch(/spywatcher-production-azurerm: \d+ resources/);
    expect(text).toMatch(/18 stacks, \d+ resources in \d+\.\d+ s/);
  });

  it('writes a part', () => {
    const { text } = start(['main.ts'], { TRIPTYCH_ONLY: 'spywatcher-staging-*' });
    expect(text).toMatch(/6 stacks/);
    expect(text).not.toContain('production');
  });

  it('reports a mistake without a stack trace, and writes nothing', () => {
    const { status, text, wrote } = start(['main.ts'], { TRIPTYCH_ONLY: 'nowhere-*' });
    expect(status).toBe(1);
    expect(wrote).toBe(false);
    expect(text).toContain('nowhere-*: matches no stack');
    expect(text).not.toMatch(/\n\s+at /);
  });
});

describe('the fast way to run it', () => {
  it('writes the same as the plain way', () => {
    const written = (command: string[]): Record<string, string> => {
      const outdir = mkdtempSync(join(tmpdir(), 'triptych-app-'));
      const { status } = spawnSync(process.execPath, command, {
        cwd: ROOT,
        env: { PATH: dirname(process.execPath), CDKTF_OUTDIR: outdir },
      });
      expect(status).toBe(0);
      const stacks = readdirSync(join(outdir, 'stacks'));
      const texts = Object.fromEntries(
        stacks.map((id) => [id, readFileSync(join(outdir, 'stacks', id, 'cdk.tf.json'), 'utf8')]),
      );
      rmSync(outdir, { recursive: true });
      return texts;
    };
    const plain = written(['--import', 'tsx', 'main.ts']);
    expect(Object.keys(plain)).toHaveLength(18);
    expect(written(['bin/run.cjs', 'main.ts'])).toEqual(plain);
  }, 60_000);
});
