/** The CDKTF CLI, as users start it, in a copy of the project. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');
const LEFT_OUT = /^(\.git|node_modules|__tests__|docs|coverage|cdktf\.out.*)$/;

let scratch: string;
let project: string;

beforeAll(() => {
  scratch = mkdtempSync(join(realpathSync(tmpdir()), 'triptych-cli-'));
  project = join(scratch, 'project');
  mkdirSync(project);
  for (const name of readdirSync(ROOT).filter((found) => !LEFT_OUT.test(found)))
    cpSync(join(ROOT, name), join(project, name), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(project, 'node_modules'), 'junction');
});
afterAll(() => rmSync(scratch, { recursive: true }));

/** Makes the project's environments these ones, each with a network on AWS. */
function environments(...names: string[]): void {
  const all = names.map((environment) => ({
    system: 'shop',
    environment,
    costCenter: 'retail',
    targets: { aws: { account: '123456789012', region: 'eu-west-1' } },
    network: { cidr: '10.20.0.0/16' },
  }));
  rmSync(join(project, 'environments'), { recursive: true, force: true });
  mkdirSync(join(project, 'environments'));
  writeFileSync(
    join(project, 'environments/index.ts'),
    `export const environments = ${JSON.stringify(all)} as const;\n`,
  );
}

function cdktf(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('npx', ['cdktf', ...args], {
    cwd: project,
    encoding: 'utf8',
    env: {
      PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(':'),
      HOME: scratch,
      CHECKPOINT_DISABLE: '1',
      CI: 'true',
      // Packages are shared with the repository, and what is cached beside them would stay.
      TRIPTYCH_CACHE: '0',
    },
  });
  return { status, text: stdout + stderr };
}

const stacks = (directory: string): string[] => readdirSync(join(project, directory, 'stacks')).sort();

it('works after a stack is gone, whether removed or renamed', () => {
  environments('first', 'second');
  expect(cdktf('synth')).toMatchObject({ status: 0 });
  expect(cdktf('synth', '--hcl')).toMatchObject({ status: 0 });
  const before = ['shop-first-aws', 'shop-second-aws'];
  expect([stacks('cdktf.out'), stacks('cdktf.out.hcl')]).toEqual([before, before]);

  environments('first', 'renamed');
  expect(cdktf('synth')).toMatchObject({ status: 0 });
  expect(cdktf('synth', '--hcl')).toMatchObject({ status: 0 });
  const after = ['shop-first-aws', 'shop-renamed-aws'];
  expect([stacks('cdktf.out'), stacks('cdktf.out.hcl')]).toEqual([after, after]);
});

it('leaves local state in the project when the output goes elsewhere', () => {
  environments('first');
  expect(cdktf('synth', '--output', 'build/tf')).toMatchObject({ status: 0 });
  const json = readFileSync(join(project, 'build/tf/stacks/shop-first-aws/cdk.tf.json'), 'utf8');
  expect(JSON.parse(json)).toMatchObject({
    terraform: { backend: { local: { path: '../../../../state/shop-first-aws.tfstate' } } },
  });
});
