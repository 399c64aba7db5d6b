/** Commands as a user starts them: what they print, what they write, and their exit codes. */
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { Folder, ROOT, yaml } from '../../helpers/command-line';
import type { Attributes } from '../../helpers/synth';

const folders: Folder[] = [];
const folder = (files: Readonly<Record<string, string>>): Folder => {
  const made = new Folder(files);
  folders.push(made);
  return made;
};
afterAll(() => folders.forEach((one) => one.remove()));

const two = () =>
  folder({
    'environments/test.yaml': yaml('shop', 'test'),
    'environments/live.yaml': yaml('shop', 'live'),
  });

describe('charts', () => {
  it('lists what a mirror must hold, whether there is one or not', async () => {
    const inCluster = `addons: { reloader: {}, argoRollouts: {} }\ncluster: { version: '1.35', nodePools: { main: { size: medium, min: 1, max: 2 } }, administrators: { aws: ['arn:aws:iam::123456789012:role/admin'] } }\n`;
    const mirror = 'mirror: { charts: oci://registry.example.com/charts }\n';
    const made = folder({
      'environments/test.yaml': yaml('shop', 'test') + inCluster,
      'environments/live.yaml': yaml('shop', 'live') + inCluster + mirror,
    });
    const chartsOf = async (only: string) =>
      JSON.parse((await made.run('charts', '--json', '--only', only)).out) as Attributes;
    const test = await chartsOf('*-test-*');
    expect(test.charts.map(({ chart, repository }: Attributes) => [chart, repository])).toEqual([
      ['argo-rollouts', 'https://argoproj.github.io/argo-helm'],
      ['reloader', 'https://stakater.github.io/stakater-charts'],
    ]);
    expect(await chartsOf('*-live-*')).toEqual(test);
  });
});

describe('unlock', () => {
  const inCluster = `addons: { reloader: {}, argoRollouts: {} }\nnamespaces: { shop: {} }\ncluster: { version: '1.35', nodePools: { main: { size: medium, min: 1, max: 2 } }, administrators: { aws: ['arn:aws:iam::123456789012:role/admin'] } }\n`;
  const made = () => folder({ 'environments/test.yaml': yaml('shop', 'test') + inCluster });
  const PENDING = 'owner=helm,status in (pending-install,pending-upgrade,pending-rollback)';

  it.each(['aws', 'google'])('names the releases of each namespace on %s, and frees no others', async (cloud) => {
    const { status, out } = await made().run('unlock', `shop-test-${cloud}-platform`);
    expect(status).toBe(0);
    expect(out).toMatch(/^argo-rollouts +argo-rollouts$/m);
    expect(out.split('\n').filter((line) => line.startsWith('kubectl'))).toEqual([
      `kubectl delete secrets --namespace argo-rollouts --selector '${PENDING},name in (argo-rollouts,argo-rollouts-before)'`,
      `kubectl delete secrets --namespace reloader --selector '${PENDING},name in (reloader,reloader-before)'`,
    ]);
  });

  it('says which stack has releases', async () => {
    const { out } = await made().run('unlock', 'shop-test-aws');
    expect(out).toBe('shop-test-aws has no Helm releases: name a platform stack, shop-test-aws-platform.');
  });
});

describe('runbook', () => {
  it('tells what to do on each cloud, or on one', async () => {
    const { status, out } = await two().run('runbook', 'shop/test');
    expect(status).toBe(0);
    expect(out).toMatch(/^shop\/test on aws: eu-west-1/m);
    expect(out).toMatch(/^shop\/test on google: europe-west1/m);
    const { out: json } = await two().run('runbook', 'shop/test', '--cloud', 'google', '--json');
    const { runbooks } = JSON.parse(json) as Attributes;
    expect(runbooks).toMatchObject([{ environment: 'shop/test', cloud: 'google', region: 'europe-west1' }]);
  });

  it.each([
    [['shop/tset'], 'shop/tset: is no environment. Did you mean "shop/test"?'],
    [['shop/test', '--cloud', 'azurerm'], 'shop/test: does not target azurerm'],
  ])('refuses %j', async (args, message) => {
    const { status, error } = await two().run('runbook', ...args);
    expect(status).toBe(1);
    expect(error).toContain(message);
  });
});

describe('list', () => {
  it('shows a row for each stack', async () => {
    const { status, out } = await two().run('list');
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'ENVIRONMENT  CLOUD   REGIONS       STACK',
      'shop/live    aws     eu-west-1     shop-live-aws',
      'shop/live    google  europe-west1  shop-live-google',
      'shop/test    aws     eu-west-1     shop-test-aws',
      'shop/test    google  europe-west1  shop-test-google',
    ]);
  });

  it('shows the same as JSON', async () => {
    const { out } = await two().run('list', '--json', '--only', '*-live-aws');
    expect(JSON.parse(out)).toEqual({
      environments: [
        { system: 'shop', environment: 'live', cloud: 'aws', region: 'eu-west-1', stacks: ['shop-live-aws'] },
      ],
      problems: [],
    });
  });
});

describe('synth', () => {
  it('writes every stack to cdktf.out', async () => {
    const here = two();
    const { status, out } = await here.run('synth');
    expect(status).toBe(0);
    expect(out).toMatch(/4 stacks, \d+ resources in \d+\.\d\d s, written to cdktf\.out$/);
    expect(here.list('cdktf.out/stacks')).toEqual([
      'shop-live-aws',
      'shop-live-google',
      'shop-test-aws',
      'shop-test-google',
    ]);
  });

  it('writes chosen stacks beside the others', async () => {
    const here = two();
    await here.run('synth', '--only', 'shop-live-*,nothing-*', '--only', '*-test-aws');
    expect(here.list('cdktf.out.part/stacks')).toEqual(['shop-live-aws', 'shop-live-google', 'shop-test-aws']);
    expect(here.has('cdktf.out')).toBe(false);
  });

  it('writes HCL, and to another directory', async () => {
    const here = two();
    await here.run('synth', '--hcl', '--out', 'build/hcl', '--only', '*-live-aws');
    expect(here.list('build/hcl/stacks/shop-live-aws')).toContain('cdk.tf');
  });

  it('reads other files', async () => {
    const here = folder({ 'a.yaml': yaml('shop', 'a'), 'more/b.json': '{}' });
    const { status, out } = await here.run('synth', '--from', 'a.yaml', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      directory: 'cdktf.out',
      stacks: [{ id: 'shop-a-aws' }, { id: 'shop-a-google' }],
    });
  });
});

describe('a mistake', () => {
  const wrong = () =>
    folder({
      'environments/good.yaml': yaml('shop', 'good'),
      'environments/wrong.yaml': yaml('shop', 'wrong', 'caches:\n  sessions:\n    version: "7"\n    size: vast\n'),
    });

  it('is told with file and line, and nothing is written', async () => {
    const here = wrong();
    const { status, error } = await here.run('synth');
    expect(status).toBe(1);
    expect(error).toMatch(
      /environments\/wrong\.yaml:12: shop\/wrong: caches\.sessions\.size must be .* \[schema\/\S+\]/,
    );
    expect(here.list()).toEqual(['environments']);
  });

  it('is told as JSON', async () => {
    const { status, out } = await wrong().run('check', '--json');
    expect(status).toBe(1);
    expect(JSON.parse(out).problems).toEqual([
      expect.objectContaining({
        at: { file: 'environments/wrong.yaml', line: 12 },
        environment: 'shop/wrong',
        path: 'caches.sessions.size',
      }),
    ]);
  });

  it('of an environment that is not chosen stops nothing', async () => {
    const { status, out, error } = await wrong().run('synth', '--only', 'shop-good-*');
    expect({ status, error }).toEqual({ status: 0, error: '' });
    expect(out).not.toContain('wrong');
  });

  it('on a cloud that is not chosen stops nothing', async () => {
    const here = folder({
      'environments/a.yaml': yaml('shop', 'a', 'differences: { google: { network: { cidr: 10.0.0.0/40 } } }'),
    });
    expect((await here.run('synth')).status).toBe(1);
    expect((await here.run('synth', '--only', '*-aws')).status).toBe(0);
  });

  it('in a file that cannot be read stops nothing if another holds what is chosen', async () => {
    const here = folder({ 'environments/good.yaml': yaml('shop', 'good'), 'environments/torn.yaml': 'system: [' });
    expect((await here.run('check')).error).toContain('environments/torn.yaml:1');
    const { status, out } = await here.run('check', '--only', 'shop-good-*');
    expect(status).toBe(0);
    expect(out).toContain('left out, because they cannot be read: environments/torn.yaml');
  });

  it('in a pattern is told with the stacks that there are', async () => {
    const { status, error } = await two().run('synth', '--only', 'nowhere-*');
    expect(status).toBe(1);
    expect(error).toContain('nowhere-*: matches no stack; there are shop-live-aws, shop-live-google, shop-test-aws');
  });
});

describe('check', () => {
  it('writes nothing', async () => {
    const here = two();
    const { status, out } = await here.run('check');
    expect({ status, out }).toEqual({ status: 0, out: '4 stacks, 0 warnings; nothing was written' });
    expect(here.list()).toEqual(['environments']);
  });

  it('takes warnings for mistakes if it is to be strict', async () => {
    const here = folder({
      'environments/a.yaml': yaml('shop', 'a', 'acknowledgements: { cluster/version-ends: later }'),
    });
    const lenient = await here.run('check');
    expect(lenient.status).toBe(0);
    expect(lenient.out).toContain('warning: environments/a.yaml:9: shop/a: acknowledgements.cluster/version-ends');
    const strict = await here.run('check', '--strict');
    expect(strict.status).toBe(1);
    expect(strict.error).toContain(
      '1 problem:\n  - environments/a.yaml:9: shop/a: acknowledgements.cluster/version-ends',
    );
    expect(strict.out).not.toContain('warning');
  });
});

describe('types', () => {
  const typed = (environment: string, costCenter: string) => `
    interface Environment { system: string; environment: string; costCenter: string; targets: object; network: object }
    export const ${environment}: Environment = {
      system: 'shop', environment: '${environment}', costCenter: ${costCenter},
      targets: { aws: { account: '123456789012', region: 'eu-west-1' } }, network: { cidr: '10.0.0.0/16' } };`;
  const typedFolder = () => {
    const here = folder({
      'environments/good.ts': typed('good', "'research'"),
      // The value is right when it runs.
      'environments/wrong.ts': typed('wrong', "(0 as number) || 'research' as unknown as number"),
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "node16", "types": [] } }',
      'package.json': '{}',
    });
    symlinkSync(join(ROOT, 'node_modules'), join(here.path, 'node_modules'), 'junction');
    return here;
  };

  it('are checked, with file and line', async () => {
    const { status, error } = await typedFolder().run('check');
    expect(status).toBe(1);
    expect(error).toMatch(
      /^1 problem:\n {2}- environments\/wrong\.ts:4: Type 'number' is not assignable .* \[types\/ts2322\]$/,
    );
  });

  it('of an environment that is not chosen stop nothing', async () => {
    const { status, error } = await typedFolder().run('check', '--only', 'shop-good-*');
    expect({ status, error }).toEqual({ status: 0, error: '' });
  });

  it('are not checked on request', async () => {
    expect((await typedFolder().run('check', '--no-types')).status).toBe(0);
  });
});

describe('wrong usage', () => {
  it.each([
    [['syth'], "unknown command 'syth'\n(Did you mean synth?)"],
    [['synth', '--onyl', 'x'], "unknown option '--onyl'\n(Did you mean --only?)"],
    [['explain'], "missing required argument 'stack'"],
    [['init', 'x', '--clouds', 'aws,ibm'], 'Allowed are aws, google, azurerm'],
  ])('%j is told, with exit code 2', async (argv, message) => {
    const { status, error } = await folder({}).run(...argv);
    expect(status).toBe(2);
    expect(error).toContain(message);
  });
});

describe('help', () => {
  it.each(['list', 'synth', 'check', 'explain', 'trace', 'schema', 'docs', 'init'])('of %s', async (command) => {
    const { status, out } = await folder({}).run(command, '--help');
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: triptych ${command} `));
    expect(out).toContain('--json');
  });

  it('names every command and the exit codes', async () => {
    const { status, out } = await folder({}).run('--help');
    expect(status).toBe(0);
    expect(out).toContain('Exit codes: 0 ');
  });

  it('is followed by the version', async () => {
    expect((await folder({}).run('--version')).out).toBe('1.2.3');
  });
});

describe('docs', () => {
  it('lists pages', async () => {
    const { out } = await folder({}).run('docs');
    expect(out).toMatch(/constructs\/managed-postgres +ManagedPostgres/);
  });

  it('prints a page', async () => {
    const { out } = await folder({}).run('docs', 'managed-postgres');
    expect(out).toMatch(/^# ManagedPostgres/);
  });

  it('suggests a page', async () => {
    const { status, error } = await folder({}).run('docs', 'managed-postgress');
    expect(status).toBe(1);
    expect(error).toContain('Did you mean "managed-postgres"?');
  });
});

describe('explain', () => {
  it('tells what was chosen for a stack', async () => {
    const { status, out } = await two().run('explain', 'shop-test-aws');
    expect(status).toBe(0);
    expect(out).toMatch(/^shop-test-aws: shop\/test on aws, eu-west-1\n/);
    expect(out).toContain('aws_s3_bucket.files');
  });

  it('tells of one construct, as JSON', async () => {
    const { out } = await two().run('explain', 'shop-test-google', '--construct', 'objectStores.files', '--json');
    expect(JSON.parse(out)).toMatchObject({ stack: 'shop-test-google', constructs: [{ path: 'objectStores.files' }] });
  });

  it('suggests a stack', async () => {
    const { status, error } = await two().run('explain', 'shop-tst-aws');
    expect(status).toBe(1);
    expect(error).toContain('Did you mean "shop-test-aws"?');
  });
});

describe('init', () => {
  const files = (here: Folder, project: string) => here.list(project);

  it('writes a project in TypeScript', async () => {
    const here = folder({});
    const { status, out } = await here.run('init', 'My Shop', '--clouds', 'google,aws', '--package', '1.2.3');
    expect(status).toBe(0);
    expect(out).toContain('Next: cd My Shop && npm install && npx triptych synth');
    expect(files(here, 'My Shop')).toEqual([
      '.gitignore',
      '.npmrc',
      'README.md',
      '__tests__',
      'cdktf.json',
      'environments',
      'jest.config.js',
      'package.json',
      'tsconfig.json',
    ]);
    const environment = here.read('My Shop/environments/development.ts');
    expect(environment).toContain("system: 'my-shop',");
    expect(environment).toContain('google: { ');
    expect(environment).not.toContain('azurerm');
    const { dependencies, overrides } = JSON.parse(here.read('My Shop/package.json')) as Record<string, object>;
    expect(Object.keys(dependencies ?? {})).toEqual(['triptych', 'cdktf', 'cdktf-cli', 'constructs']);
    expect(overrides).toEqual({
      '@cdktf/node-pty-prebuilt-multiarch': expect.stringMatching(/^npm:@lydell\/node-pty@/),
    });
  });

  it('writes a project in YAML, whose environment synthesizes', async () => {
    const here = folder({ 'triptych.tgz': '' });
    await here.run('init', 'shop', '--yaml', '--package', 'triptych.tgz');
    expect(files(here, 'shop/environments')).toEqual(['development.yaml']);
    expect(JSON.parse(here.read('shop/package.json'))).toMatchObject({
      dependencies: { triptych: 'file:../triptych.tgz' },
    });
    const { status, out } = await here.run('synth', '--from', 'shop/environments');
    expect(status).toBe(0);
    expect(out).toMatch(/3 stacks/);
  });

  it.each([
    ['ts', []],
    ['js', ['--yaml']],
  ])('writes a test in %s that compiles and looks for what is there', async (ending, options) => {
    const here = folder({});
    await here.run('init', 'shop', '--package', '1.2.3', ...options);
    await here.run('synth', '--from', 'shop/environments', '--out', 'out');
    const test = here.read(`shop/__tests__/stacks.test.${ending}`);
    expect(ts.transpileModule(test, { reportDiagnostics: true }).diagnostics).toEqual([]);
    const asserted = [...test.matchAll(/\['(.*)', '(.*)'\]/g)];
    expect(asserted).toHaveLength(3);
    for (const [, stack, type] of asserted) {
      const { resource } = JSON.parse(here.read(`out/stacks/${stack}/cdk.tf.json`)) as { resource: Attributes };
      expect(resource).toHaveProperty([type!, 'files']);
    }
  });

  it('passes on the same options for Node.js as this repository', async () => {
    const here = folder({});
    await here.run('init', 'shop', '--package', '1.2.3');
    const optionsIn = (npmrc: string) => npmrc.split('\n').filter((line) => line.startsWith('node-options='));
    expect(optionsIn(here.read('shop/.npmrc'))).toEqual(optionsIn(readFileSync(join(ROOT, '.npmrc'), 'utf8')));
  });

  it('asks where npm finds the package if this one was not installed by npm', async () => {
    const here = folder({});
    const { status, error } = await here.run('init', 'shop');
    expect(status).toBe(1);
    expect(error).toContain('--package must say where npm finds Triptych');
    expect(here.list()).toEqual([]);
  });

  it('writes nothing where something is', async () => {
    const here = folder({ 'shop/notes.txt': 'mine' });
    const { status, error } = await here.run('init', 'shop');
    expect(status).toBe(1);
    expect(error).toContain('shop: is not empty');
    expect(here.list('shop')).toEqual(['notes.txt']);
  });
});

describe('trace', () => {
  const design = '# Shop\n\n- a bucket\n- a cache\n';
  const traced = (cidr: string) => `
    const { done, open, row } = require('${ROOT}/index');
    const environment = { system: 'shop', environment: 'production', costCenter: 'research', network: { cidr: '10.0.0.0/16' },
      targets: { aws: { account: '123456789012', region: 'eu-west-1' } } };
    exports.trace = { system: 'shop', title: 'Shop', design: 'design.md', environments: [environment], rows: [
      row('3', 'a network', done({ aws: { 'aws_vpc.network.cidr_block': '${cidr}' } })),
      row('4', 'a cache', open('Cache')),
    ] };`;

  it('counts rows, shows those that are open, and writes pages', async () => {
    const here = folder({ 'shop/design.md': design, 'shop/trace.js': traced('10.0.0.0/16') });
    const { status, out } = await here.run('trace', '--from', 'shop/trace.js', '--pages', 'docs');
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'SYSTEM  DONE  DIFFERS  OPEN  NOT INFRASTRUCTURE  ALL',
      'shop    1     0        1     0                   2',
      '',
      'OPEN  LINES  REQUIREMENT  WAITS FOR',
      'shop  4      a cache      Cache',
    ]);
    expect(here.read('docs/shop.md')).toContain('of [its design](../shop/design.md), line by line');
  });

  it('fails where evidence is missing', async () => {
    const here = folder({ 'shop/design.md': design, 'shop/trace.js': traced('10.1.0.0/16') });
    const { status, error } = await here.run('trace', '--from', 'shop/trace.js');
    expect(status).toBe(1);
    expect(error).toContain(
      'shop/trace.js: 3 "a network": production on aws: aws_vpc.network.cidr_block must be "10.1.0.0/16", got "10.0.0.0/16"',
    );
  });

  it('tells a mistake in its file without a stack trace', async () => {
    const here = folder({ 'shop/trace.js': 'throw new Error("no price list");' });
    const { status, error } = await here.run('trace', '--from', 'shop/trace.js');
    expect(status).toBe(1);
    expect(error).toBe('1 problem:\n  - shop/trace.js: no price list [source/module]');
  });

  it('tells an expression that is no JMESPath', async () => {
    const here = folder({ 'shop/trace.js': traced('x').replace('aws_vpc.network.cidr_block', 'a[') });
    const { status, error } = await here.run('trace', '--from', 'shop/trace.js');
    expect(status).toBe(1);
    expect(error).toMatch(/^1 problem:\n {2}- a\[ is no JMESPath: .* \[trace\/path\]$/);
  });

  it('says where to write one', async () => {
    expect((await folder({}).run('trace')).error).toContain('environments: holds no trace');
  });
});

describe('a folder', () => {
  it('may hold parts that environments share, and tests', async () => {
    const here = folder({
      'environments/base.js': "exports.base = { costCenter: 'research' };",
      'environments/__tests__/shop.js': 'throw new Error("not an environment");',
      'environments/shop.yaml': yaml('shop', 'test'),
    });
    const { status, out } = await here.run('check');
    expect({ status, out }).toEqual({ status: 0, out: '2 stacks, 0 warnings; nothing was written' });
  });

  it('with parts alone holds no environment', async () => {
    const here = folder({ 'environments/base.js': "exports.base = { costCenter: 'research' };" });
    const { status, error } = await here.run('check');
    expect(status).toBe(1);
    expect(error).toContain('environments/base.js: exports no environment');
  });
});
