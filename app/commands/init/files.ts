/** Files of a new project. */
import type { CloudName } from '../../../core/words/clouds';

/** The parts of this package's own package.json that a project's is made of. */
export interface PackageFile {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Project {
  readonly system: string;
  readonly clouds: readonly CloudName[];
  readonly yaml: boolean;
  /** Where npm finds this package. */
  readonly spec: string;
  readonly own: PackageFile;
}

/** Text of every file, by its path in the project. */
export const filesOf = (project: Project): Readonly<Record<string, string>> => ({
  'package.json': json(packageOf(project)),
  'cdktf.json': json({
    language: 'typescript',
    app: 'npx triptych synth',
    output: 'cdktf.out',
    sendCrashReports: 'false',
  }),
  '.gitignore': 'node_modules/\ncdktf.out*/\n.terraform/\n*.tfstate*\ncdktf.log\n',
  '.npmrc': NPMRC,
  'README.md': readmeOf(project),
  ...(project.yaml
    ? { 'environments/development.yaml': yamlOf(project), '__tests__/stacks.test.js': testOf(project) }
    : {
        'environments/development.ts': typescriptOf(project),
        '__tests__/stacks.test.ts': testOf(project),
        'tsconfig.json': json(TSCONFIG),
        'jest.config.js': JEST_CONFIG,
      }),
});

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** The version that this package itself is tested with. */
const pinned = ({ dependencies, devDependencies }: PackageFile, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => {
      const version = dependencies[name] ?? devDependencies[name];
      if (version === undefined) throw new Error(`${name} is not among the dependencies`);
      return [name, version];
    }),
  );

const NODE_PTY = '@cdktf/node-pty-prebuilt-multiarch';

const packageOf = ({ system, yaml, spec, own }: Project): object => ({
  name: system,
  private: true,
  scripts: {
    list: 'triptych list',
    check: 'triptych check',
    synth: 'triptych synth',
    test: 'triptych check && jest',
  },
  dependencies: { triptych: spec, ...pinned(own, ['cdktf', 'cdktf-cli', 'constructs']) },
  devDependencies: pinned(own, [
    'jest',
    ...(yaml ? [] : ['@swc/core', '@swc/jest', '@types/jest', '@types/node', 'typescript']),
  ]),
  // The CLI's own version is built at installation, and has no binary for newer versions of Node.js.
  overrides: pinned(own, [NODE_PTY]),
});

/** The last line is that of this repository, where it is explained. */
const NPMRC = `save-exact=true
# No dependency needs its install script.
ignore-scripts=true
# The CDKTF CLI reports to a server with every command, and prints an error without a network; these variables turn it off.
node-options=--max-old-space-size=4096 --import=data:text/javascript,process.env.CHECKPOINT_DISABLE%3F%3F=1,process.env.DISABLE_VERSION_CHECK%3F%3F=1 \${NODE_OPTIONS}
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    module: 'node16',
    moduleResolution: 'node16',
    types: ['node', 'jest'],
    strict: true,
    isolatedModules: true,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['environments', '__tests__'],
};

const JEST_CONFIG = `/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  transform: { '^.+\\\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  testTimeout: 60_000,
};
`;

/** Accounts that stand for the user's own. */
const TARGETS: Readonly<Record<CloudName, string>> = {
  aws: "{ account: '123456789012', region: 'eu-west-1' }",
  google: "{ project: 'my-project', region: 'europe-west1' }",
  azurerm: `{
      subscription: '00000000-0000-4000-8000-000000000001',
      region: 'westeurope',
      operators: { apply: ['00000000-0000-4000-8000-000000000002'] },
      operatorCidrs: 'anywhere',
    }`,
};

const typescriptOf = ({ system, clouds }: Project): string => `import type { EnvironmentInput } from 'triptych';

export const development: EnvironmentInput = {
  system: '${system}',
  environment: 'development',
  costCenter: 'engineering',
  targets: {
${clouds.map((cloud) => `    ${cloud}: ${TARGETS[cloud]},`).join('\n')}
  },
  network: { cidr: '10.0.0.0/16' },
  objectStores: { files: {} },
};
`;

const yamlOf = ({
  system,
  clouds,
}: Project): string => `# yaml-language-server: $schema=../node_modules/triptych/schema/environment.schema.json
system: ${system}
environment: development
costCenter: engineering
targets:
${clouds.map((cloud) => `  ${cloud}: ${TARGETS[cloud]}`).join('\n')}
network: { cidr: 10.0.0.0/16 }
objectStores: { files: {} }
`;

/** What an object store becomes on each cloud. */
const BUCKETS: Readonly<Record<CloudName, string>> = {
  aws: 'aws_s3_bucket',
  google: 'google_storage_bucket',
  azurerm: 'azurerm_storage_account',
};

function testOf({ system, clouds, yaml }: Project): string {
  const cases = clouds.map((cloud) => `  ['${system}-development-${cloud}', '${BUCKETS[cloud]}'],`).join('\n');
  const head = yaml
    ? `const { environmentsIn, stacksOf } = require('triptych');

let stacks;
beforeAll(async () => {
  stacks = stacksOf(await environmentsIn('environments'));
});
`
    : `import { stacksOf } from 'triptych';

import { development } from '../environments/development';

const stacks = stacksOf([development]);
`;
  return `/** What is synthesized. */
${head}
test.each([
${cases}
])('%s has a bucket for files', (name, type) => {
  expect(Object.keys(stacks[name]?.resource?.[type] ?? {})).toContain('files');
});
`;
}

const readmeOf = ({ system, yaml, clouds }: Project): string => `# ${system}

What ${system} runs, described in [environments/](environments/) without naming a cloud's resources, and compiled by Triptych into Terraform for ${clouds.join(', ')}.

\`\`\`sh
npm install
npx triptych list      # environments and stacks
npx triptych check     # every rule and every type; nothing is written
npx triptych synth     # Terraform of every stack, in cdktf.out/stacks/
npm test               # checks, then tests of what is synthesized
\`\`\`

Each stack is a directory that Terraform 1.11 or later applies with the cloud's usual credentials:

\`\`\`sh
npx cdktf deploy '${system}-development-${clouds[0] ?? 'aws'}*'
\`\`\`

Before that, replace the account, project, subscription and operators (who runs Terraform) in [${yaml ? 'environments/development.yaml' : 'environments/development.ts'}](environments/development.${yaml ? 'yaml' : 'ts'}) by your own, and choose where Terraform keeps its
state (\`npx triptych docs deploying\`). \`npx triptych docs\` lists every page of the documentation, \`npx triptych explain STACK\` tells what was chosen and why.

To add an environment, add a file to \`environments/\`: every ${yaml ? 'YAML, JSON or TypeScript' : 'TypeScript, YAML or JSON'} file there is read.
`;
