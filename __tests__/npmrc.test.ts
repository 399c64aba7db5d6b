/** What npm passes on to the programs that it starts, such as the CDKTF CLI. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A program that npm starts here, for a user with options of Node.js or without. */
function started(options: Record<string, string>) {
  const { PATH = '', HOME = '' } = process.env;
  const seen = `[process.traceProcessWarnings, process.env.CHECKPOINT_DISABLE, process.env.DISABLE_VERSION_CHECK]`;
  const { stdout, stderr } = spawnSync(`npm exec --call 'node -p "JSON.stringify(${seen})"'`, {
    cwd: join(__dirname, '..'),
    shell: true,
    encoding: 'utf8',
    env: { PATH, HOME, ...options },
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout) as unknown[];
}

describe('what npm starts', () => {
  it('needs no network and no options of the user', () => {
    expect(started({})).toEqual([null, '1', '1']);
  });

  it("has the user's options and variables too", () => {
    expect(started({ NODE_OPTIONS: '--trace-warnings', CHECKPOINT_DISABLE: '' })).toEqual([true, '', '1']);
  });
});
