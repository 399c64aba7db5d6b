/**
 * The files of the guide to pipelines, whole, for each service and cloud: their stacks are those of an environment, in order;
 * their runs are those that the environment trusts, by the names of its identities; their loops do what they say; no secret.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { parse as parseHcl } from '@cdktf/hcl2json';
import { load } from 'js-yaml';

import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { providers } from '../../providers';
import { ROOT } from '../helpers/command-line';
import { type CloudName, CLOUDS, on } from '../helpers/environments';
import { blocksOf, sectionOf } from '../helpers/pages';
import { baseWith } from '../helpers/platform';
import { type Attributes, problemsOf, type Stack, synth } from '../helpers/synth';

const page = readFileSync(join(ROOT, 'docs/guides/pipeline.md'), 'utf8');
const CLOUD_TITLES = { aws: 'AWS', google: 'Google Cloud', azurerm: 'Azure' };
const STATES = {
  aws: {
    kind: 's3',
    bucket: 'acme-state',
    region: 'eu-central-1',
    kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/1',
  },
  google: { kind: 'gcs', bucket: 'acme-state' },
  azurerm: { kind: 'azurerm', resourceGroup: 'acme-state', storageAccount: 'acmestate', container: 'states' },
};
const PROJECT_NUMBER = '123456789';

/** The block of a language below a heading. */
const blockOf = (heading: string, language: string): string =>
  blocksOf(sectionOf(page, heading)).find((block) => block.language === language)!.text;

/** The identities of a section, as an environment of this cloud has them. */
function identitiesOf(heading: string, cloud: CloudName): object {
  const text = blockOf(heading, 'ts').replaceAll('shop-production-aws', `shop-production-${cloud}`);
  const [before, object] = text.includes('// …\n') ? text.split('// …\n') : ['', text];
  const { deployIdentities } = runInNewContext(`${before}\n({ ${object} })`) as { deployIdentities: object };
  return deployIdentities;
}

/** The environment of the page, with every stack. */
const environmentOf = (cloud: CloudName, heading: string, state: object = STATES[cloud]): EnvironmentInput =>
  on(
    cloud,
    baseWith({
      system: 'shop',
      environment: 'production',
      state,
      targets: { aws: { region: 'eu-central-1', secondaryRegion: 'eu-west-1' }, google: { project: 'acme-shop' } },
      account: {},
      objectStores: { site: { public: true } },
      cdns: { site: { hosts: ['files.example.com'], origin: { bucket: 'site' } } },
      deployIdentities: identitiesOf(heading, cloud),
    }),
  );

/** Stacks of an environment in the order of applies, but for the account's, which a person applies. */
const stacksOf = (environment: EnvironmentInput): string[] =>
  Object.values<string>({ ...plan([environment], providers).plans[0]!.stacks }).slice(1);

const ENDINGS = ['', '-platform', '-edge'];
const stacksOn = (cloud: CloudName): string[] => ENDINGS.map((ending) => `shop-production-${cloud}${ending}`);

interface Identity {
  /** What a pipeline names, by the words of its service. */
  readonly named: Readonly<Record<string, string>>;
  readonly audiences: readonly string[];
  readonly takes: (subject: string) => boolean;
}

/** An identity as the cloud makes it. */
function identityIn(stack: Stack, cloud: CloudName, id: string): Identity {
  return { aws: awsIdentity, google: googleIdentity, azurerm: azureIdentity }[cloud](stack, id);
}

function awsIdentity(stack: Stack, id: string): Identity {
  const { name, assume_role_policy: trust } = stack.resource(`aws_iam_role.deploy_${id}_role`);
  const texts = [...String(trust).matchAll(/"([^"]+)"/g)].map(([, text]) => text!);
  return {
    named: { role: `arn:aws:iam::123456789012:role/${name}` },
    audiences: texts.filter((text) => /^sts\.amazonaws\.com$|^aws\.workload/.test(text)),
    takes: (subject) => texts.includes(subject),
  };
}

function googleIdentity(stack: Stack, id: string): Identity {
  const own = stack.all('google_iam_workload_identity_pool_provider').find((one) => maps(one, id))!;
  const pool = stack.resource('google_iam_workload_identity_pool.foundation_deploy_pool');
  const { account_id: account } = stack.resource(`google_service_account.deploy_${id}_account`);
  const at = `projects/${PROJECT_NUMBER}/locations/global/workloadIdentityPools`;
  const provider = `${at}/${pool['workload_identity_pool_id']}/providers/${own['workload_identity_pool_provider_id']}`;
  const trust = [own['attribute_condition'], ...mappingOf(own).split(' : ')].map(String);
  return {
    named: { provider, account: `${account}@acme-shop.iam.gserviceaccount.com` },
    // A provider without audiences takes tokens for its own name.
    audiences: own['oidc'].allowed_audiences ?? [`https://iam.googleapis.com/${provider}`],
    takes: (subject) => trust.some((text) => text.includes(`'${subject}'`)),
  };
}

const mappingOf = (provider: Attributes): string => String(provider['attribute_mapping']['attribute.deploy_identity']);
const maps = (provider: Attributes, id: string): boolean => mappingOf(provider).includes(`'deploy-${id}'`);

function azureIdentity(stack: Stack, id: string): Identity {
  const own = stack
    .all('azurerm_federated_identity_credential')
    .filter(({ parent_id: parent }) => String(parent).includes(`.deploy_${id}.`));
  return {
    // The client's id is the cloud's: the page names the output.
    named: { subscription: '00000000-0000-4000-8000-000000000001', output: `deploy_${id}_identity` },
    audiences: own.flatMap(({ audience }) => audience as string[]),
    takes: (subject) => own.some((credential) => credential['subject'] === subject),
  };
}

/** Runs a script with programs that only tell that they were called; one of them may fail. */
function calls(script: string, env: Readonly<Record<string, string>>, failing = 'nothing fails'): string[] {
  const scratch = mkdtempSync(join(tmpdir(), 'triptych-pipeline-'));
  const log = join(scratch, 'log');
  mkdirSync(join(scratch, 'bin'));
  for (const program of ['terraform', 'az', 'curl', 'jq']) {
    const file = join(scratch, 'bin', program);
    writeFileSync(file, `#!/bin/sh\necho "${program} $*" >> '${log}'\ncase "$*" in *'${failing}'*) exit 1 ;; esac\n`);
    chmodSync(file, 0o755);
  }
  writeFileSync(log, '');
  spawnSync('bash', ['--norc', '-e', '-c', script], { env: { PATH: `${join(scratch, 'bin')}:/usr/bin:/bin`, ...env } });
  const said = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  rmSync(scratch, { recursive: true });
  return said;
}

/** What Terraform was told to do, stack by stack. */
const terraformCalls = (said: readonly string[]): string[] =>
  said.flatMap((line) => {
    const [, stack, verb] = /^terraform -chdir=cdktf\.out\/stacks\/(\S+) (\w+)/.exec(line) ?? [];
    return stack === undefined ? [] : [`${verb} ${stack}`];
  });

const inOrder = (verb: string, stacks: readonly string[]): string[] =>
  stacks.flatMap((stack) => [`init ${stack}`, `${verb} ${stack}`]);

function expectLoop(script: string, verb: string, cloud: CloudName): void {
  const stacks = stacksOn(cloud);
  const env = { STACKS: stacks.join(' '), ARM_CLIENT_ID: '1', ARM_TENANT_ID: '2' };
  const said = calls(script, env);
  expect(terraformCalls(said)).toEqual(inOrder(verb, stacks));
  // A stack that fails stops those after it.
  expect(terraformCalls(calls(script, env, '-platform')).at(-1)).toBe(`init ${stacks[1]!}`);
  const tokens = said.filter((line) => line.includes('get-access-token'));
  expect(tokens.map((line) => line.split(' ')[4])).toEqual(
    cloud === 'azurerm' ? ['6dae42f8-4368-4678-94ff-3960e28e3630'] : [],
  );
  if (verb === 'apply') expect(said.filter((line) => / apply /.test(line)).join()).toMatch(/-auto-approve/);
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if: string;
  readonly environment?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: object;
  readonly permissions: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: { readonly plan: Job; readonly apply: Job };
}

describe.each(CLOUDS)('GitHub on %s', (cloud) => {
  const text = blockOf(`GitHub on ${CLOUD_TITLES[cloud]}`, 'yaml');
  const { permissions, env, jobs, on: events } = load(text) as Workflow;
  const input = environmentOf(cloud, 'Once, by hand');
  const stacks = synth(input);
  const stack = stacks[`shop-production-${cloud}`]!;
  const IDENTITIES = { plan: 'checks', apply: 'deploys' } as const;
  const RUNS = {
    plan: 'repo:acme/shop:pull_request',
    apply: `repo:acme/shop:environment:${jobs.apply.environment!}`,
  };

  it('has identities that the environment takes', () => {
    expect(problemsOf(input)).toEqual([]);
  });

  it('plans pull requests and applies the main branch, and may do no more than get a token', () => {
    expect(events).toEqual({ pull_request: null, push: { branches: ['main'] } });
    expect([jobs.plan.if, jobs.apply.if]).toEqual([
      expect.stringMatching(/^github\.event_name == 'pull_request' && .*full_name == github\.repository$/),
      "github.event_name == 'push'",
    ]);
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  });

  it('lists the stacks that the environment has, but for the account', () => {
    expect(env['STACKS']!.split(' ')).toEqual(stacksOf(input));
    expect(text).toContain(`; shop-production-${cloud}-account before them`);
  });

  it.each(['plan', 'apply'] as const)('enters as an identity of its own to %s', (verb) => {
    const { named, takes } = identityIn(stack, cloud, IDENTITIES[verb]);
    expect([takes(RUNS.plan), takes(RUNS.apply)]).toEqual([verb === 'plan', verb === 'apply']);
    const login = jobs[verb].steps.find(({ uses = '' }) => /auth@|configure-aws/.test(uses))?.with;
    const given = {
      aws: () => ({ role: login!['role-to-assume'] }),
      google: () => ({ provider: login!['workload_identity_provider'], account: login!['service_account'] }),
      azurerm: () => ({
        subscription: env['ARM_SUBSCRIPTION_ID'],
        output: outputBeside(jobs[verb].env!['ARM_CLIENT_ID']!),
      }),
    }[cloud]();
    expect(given).toEqual(named);
  });

  /** The comment after a value. */
  const outputBeside = (value: string): string | undefined => new RegExp(`${value} \\} # (\\w+)`).exec(text)?.[1];

  it.each(['plan', 'apply'] as const)('can %s stack by stack, and stops at the first that fails', (verb) => {
    const { steps } = jobs[verb];
    expect(steps.findIndex(({ run }) => run?.includes('triptych synth'))).toBe(3);
    expectLoop(steps.at(-1)!.run!, verb, cloud);
  });

  it('pins actions', () => {
    const used = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action!);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
  });
});

interface GitlabJob {
  readonly extends?: string;
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly before_script?: readonly string[];
  readonly script: readonly string[];
  readonly rules?: readonly { readonly if: string }[];
}

describe.each(CLOUDS)('GitLab on %s', (cloud) => {
  const text = blockOf(`GitLab on ${CLOUD_TITLES[cloud]}`, 'yaml');
  const file = load(text) as Record<string, GitlabJob> & { variables: Record<string, string>; stages: string[] };
  const input = environmentOf(cloud, 'GitLab CI');
  const stacks = synth(input);
  const { named, audiences, takes } = identityIn(stacks[`shop-production-${cloud}`]!, cloud, 'main');

  it('has an identity that the environment takes', () => {
    expect(problemsOf(input)).toEqual([]);
  });

  it('lists the stacks that the environment has, but for the account', () => {
    expect(file.variables['STACKS']!.split(' ')).toEqual(stacksOf(input));
  });

  it('runs the main branch alone in the cloud, with a token for it', () => {
    expect(takes('project_path:acme/shop:ref_type:branch:ref:main')).toBe(true);
    expect(file['.cloud']!.rules).toEqual([{ if: '$CI_COMMIT_BRANCH == "main"' }]);
    expect(Object.values(file['.cloud']!.id_tokens!).map(({ aud }) => aud)).toEqual([...new Set(audiences)]);
    expect([file['plan']!.extends, file['apply']!.extends]).toEqual(['.cloud', '.cloud']);
    expect(file['check']!.script).toContain('npx triptych check');
    expect(file['check']).not.toHaveProperty('id_tokens');
  });

  it('enters as the identity', () => {
    const before = file['.cloud']!.before_script!.join('\n');
    const given = {
      aws: () => ({ role: file.variables['AWS_ROLE_ARN'] }),
      google: () => enteredBy(before),
      azurerm: () => ({ ...named, subscription: file.variables['ARM_SUBSCRIPTION_ID'] }),
    }[cloud]();
    expect(given).toEqual(named);
    // Where the token is written, and where it is looked for.
    const places = { aws: '/tmp/token', google: '"file": "/tmp/token"', azurerm: '$ARM_OIDC_TOKEN' };
    expect(`${before}\n${JSON.stringify(file.variables)}`).toContain(places[cloud]);
  });

  it.each(['plan', 'apply'])('can %s stack by stack, and stops at the first that fails', (verb) => {
    expectLoop(file[verb]!.script[0]!, verb, cloud);
  });
});

/** What the configuration of Google's credentials names. */
function enteredBy(script: string): object {
  const [, json = ''] = /<<'END'\n([^]*?)\nEND/.exec(script) ?? [];
  const config = JSON.parse(json) as Record<'audience' | 'service_account_impersonation_url', string>;
  return {
    provider: config.audience.replace('//iam.googleapis.com/', ''),
    account: /serviceAccounts\/(.*):generateAccessToken$/.exec(config.service_account_impersonation_url)?.[1],
  };
}

describe('Terraform Cloud', () => {
  const resources = blockOf('Terraform Cloud', 'hcl');
  const STATE = { kind: 'cloud', organization: 'acme' };

  it('makes workspaces, their variables and the order of their runs', async () => {
    const parsed = (await parseHcl('workspaces.tf', resources)) as { resource: Record<string, unknown> };
    expect(Object.keys(parsed.resource).sort()).toEqual(['tfe_run_trigger', 'tfe_variable', 'tfe_workspace']);
    expect(resources).toContain('working_directory = "cdktf.out/stacks/${each.key}"');
  });

  describe.each(CLOUDS)('on %s', (cloud) => {
    const input = environmentOf(cloud, 'Terraform Cloud', STATE);
    const stacks = synth(input);
    const stack = stacks[`shop-production-${cloud}`]!;
    const of = (id: string): Identity['named'] => identityIn(stack, cloud, id).named;
    const locals = async (): Promise<{ stacks: string[]; variables: Record<string, string> }> => {
      const text = blockOf(`Terraform Cloud on ${CLOUD_TITLES[cloud]}`, 'hcl');
      const parsed = (await parseHcl('locals.tf', text)) as { locals: [never] };
      return parsed.locals[0];
    };

    it('has identities that the environment takes', () => {
      expect(problemsOf(input)).toEqual([]);
    });

    it('has a workspace for each stack, by the name that the stack says', async () => {
      const { stacks: workspaces } = await locals();
      expect(workspaces).toEqual(stacksOf(input));
      for (const id of workspaces)
        expect(stacks[id]!.json.terraform).toMatchObject({
          cloud: { organization: 'acme', workspaces: { name: id } },
        });
    });

    it('plans as one identity and applies as the other', async () => {
      const { variables } = await locals();
      expect(variables).toEqual(
        {
          aws: {
            TFC_AWS_PROVIDER_AUTH: 'true',
            TFC_AWS_PLAN_ROLE_ARN: of('plans')['role'],
            TFC_AWS_APPLY_ROLE_ARN: of('applies')['role'],
          },
          google: {
            TFC_GCP_PROVIDER_AUTH: 'true',
            TFC_GCP_WORKLOAD_PROVIDER_NAME: of('plans')['provider'],
            TFC_GCP_PLAN_SERVICE_ACCOUNT_EMAIL: of('plans')['account'],
            TFC_GCP_APPLY_SERVICE_ACCOUNT_EMAIL: of('applies')['account'],
          },
          azurerm: {
            TFC_AZURE_PROVIDER_AUTH: 'true',
            TFC_AZURE_PLAN_CLIENT_ID: expect.any(String),
            TFC_AZURE_APPLY_CLIENT_ID: expect.any(String),
            ARM_TENANT_ID: expect.any(String),
            ARM_SUBSCRIPTION_ID: of('plans')['subscription'],
          },
        }[cloud],
      );
      expect(new Set(Object.values(variables)).size).toBe(Object.keys(variables).length);
    });
  });
});

it('destroys in reverse, and stops at the first that fails', () => {
  const script = blockOf('Destroying', 'sh');
  const stacks = stacksOn('aws').reverse();
  expect(terraformCalls(calls(script, {}))).toEqual(inOrder('destroy', stacks));
  expect(terraformCalls(calls(script, {}, 'aws-platform'))).toEqual([
    ...inOrder('destroy', stacks.slice(0, 1)),
    `init ${stacks[1]!}`,
  ]);
});

it('no file has a secret that is stored somewhere', () => {
  const stored =
    /\bsecrets\.|access_key|ACCESS_KEY|credentials_json|CLIENT_SECRET|client-secret|private_key|password|sensitive/;
  const found = blocksOf(page).filter(({ text }) => stored.test(text));
  expect(found).toEqual([]);
});
