/** Deploy identities on every cloud: whose tokens are trusted, what they may do, and what is refused. */
import { rightsOf } from '../../../app/rights/rights';
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { actionsFor, typesIn } from '../../../core/rights/needs';
import { clouds, providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith, platformOn } from '../../helpers/platform';
import { problemsOf, type Stack, synth, warningsOf } from '../../helpers/synth';

const STATES = {
  aws: {
    kind: 's3',
    bucket: 'acme-state',
    region: 'us-east-1',
    prefix: 'tf',
    kmsKey: 'arn:aws:kms:us-east-1:123456789012:alias/state',
  },
  google: { kind: 'gcs', bucket: 'acme-state', prefix: 'tf' },
  azurerm: {
    kind: 'azurerm',
    resourceGroup: 'acme-state',
    storageAccount: 'acmestate',
    container: 'states',
    prefix: 'tf',
  },
};
const POLICIES = {
  aws: ['arn:aws:iam::123456789012:policy/deploy'],
  google: ['projects/acme-test/roles/deploy'],
  azurerm: ['Contributor'],
};
const repository = 'acme/shop';
const github = (...subjects: object[]) => ({ github: { repository, subjects } });
const production = github({ environment: 'production' });

const IDENTITIES = {
  checks: { from: github({ pullRequests: true }, { branch: 'main' }), plan: ['infrastructure', 'platform'] },
  deploys: { from: production, apply: ['infrastructure', 'platform'], policies: POLICIES },
  site: {
    from: { gitlab: { project: 'acme/web/site', subjects: [{ branch: 'main' }, { tag: 'v1' }] } },
    upload: ['files'],
  },
  runs: {
    from: {
      terraformCloud: { organization: 'acme', project: 'Shop 1', workspaces: ['acme-test', 'acme-test-platform'] },
    },
    apply: ['platform'],
  },
};

const having = (cloud: CloudName, deployIdentities: object = IDENTITIES, change: object = {}): EnvironmentInput =>
  on(cloud, baseWith({ state: STATES[cloud], deployIdentities, ...change }));
const one = (cloud: CloudName, identity: object, change: object = {}): EnvironmentInput =>
  having(cloud, { site: { upload: ['files'], ...identity } }, change);

const SUBJECTS = [
  'repo:acme/shop:pull_request',
  'repo:acme/shop:ref:refs/heads/main',
  'repo:acme/shop:environment:production',
  'project_path:acme/web/site:ref_type:branch:ref:main',
  'project_path:acme/web/site:ref_type:tag:ref:v1',
  ...['acme-test', 'acme-test-platform'].flatMap((workspace) =>
    ['plan', 'apply'].map((phase) => `organization:acme:project:Shop 1:workspace:${workspace}:run_phase:${phase}`),
  ),
];

/** Actions of the resources that let an identity read. */
function readsIn(cloud: CloudName, stack: Stack, id: string): string[] {
  const text = {
    aws: () =>
      ['aws_iam_role_policy', 'aws_iam_policy']
        .flatMap((type) => stack.all(type))
        .map((one) => String(one['policy']))
        .join(),
    google: () => JSON.stringify(stack.resource(`google_project_iam_custom_role.deploy_${id}_read_role`)),
    azurerm: () => JSON.stringify(stack.resource(`azurerm_role_definition.deploy_${id}_read_role`)),
  }[cloud]();
  return [...text.matchAll(/"([A-Za-z0-9-]+[:./][^"]+)"/g)].map(([, action]) => action!);
}

describe.each(CLOUDS)('identities on %s', (cloud) => {
  const stacks = synth(having(cloud));
  const stack = stacks[`acme-test-${cloud}`]!;
  const platform = stacks[`acme-test-${cloud}-platform`]!;
  const text = JSON.stringify(stack.json);

  it('trust these runs, each by its subject, and no other', () => {
    for (const subject of SUBJECTS) expect(text).toContain(subject);
    expect(text).not.toMatch(/repo:acme\/shop:\*|StringLike|startsWith\(\\?'repo/);
  });

  it('have no secret', () => {
    const types = stack.addresses().map((address) => address.split('.')[0]);
    expect(types.filter((type) => /access_key|service_account_key|application_password/.test(type!))).toEqual([]);
  });

  it('read what the plan of the stacks reads', () => {
    const { types } = clouds[cloud].needs;
    const needed = [stack, platform].flatMap(({ json }) => actionsFor(typesIn(json), types, 'plan'));
    const readsAll = readsIn(cloud, stack, 'checks');
    expect(needed.filter((action) => !readsAll.includes(action))).toEqual([]);
  });

  it('leave the cloud as it is from the platform stack, whose reads are enough to apply it', () => {
    const made = platform
      .addresses()
      .filter((address) => address.startsWith(`${cloud === 'azurerm' ? 'azurerm' : cloud}_`));
    expect(made).toEqual([]);
  });

  it('open the state of the stacks that they plan or apply', () => {
    const granted = {
      aws: () => String(stack.resource('aws_iam_role_policy.deploy_runs_role_policy')['policy']),
      google: () => JSON.stringify(stack.resource('google_storage_bucket_iam_member.deploy_runs_state')),
      azurerm: () => JSON.stringify(stack.resource('azurerm_role_assignment.deploy_runs_state')),
    }[cloud]();
    expect(granted).toContain(
      cloud === 'azurerm' ? 'acmestate/blobServices/default/containers/states' : `tf/acme-test-${cloud}-platform`,
    );
    expect(granted).not.toContain(`tf/acme-test-${cloud}.`);
  });

  it('get the rights that are named', () => {
    expect(text).toContain(POLICIES[cloud][0]);
    expect(text).not.toContain('/subscriptions//');
  });

  it('are told as outputs, with what a workflow needs', () => {
    const names = Object.keys(stack.outputs).filter((name) => name.startsWith('deploy_checks'));
    expect(names).toEqual(
      {
        aws: ['deploy_checks_identity'],
        google: ['deploy_checks_identity', 'deploy_checks_provider'],
        azurerm: ['deploy_checks_identity', 'deploy_checks_subscription', 'deploy_checks_tenant'],
      }[cloud],
    );
  });

  it('are among those that `rights` tells of, by the runs', () => {
    const rights = rightsOf({ ...providers, environments: [having(cloud)] }).flatMap((found) => found.rights);
    const runs = rights.filter(({ who }) => who.startsWith('runs '));
    expect(runs.map(({ who }) => who).join()).toContain('repo:acme/shop:environment:production');
    expect(rights.filter(({ isWide, because }) => isWide && because === undefined)).toEqual([]);
  });

  it('may be all that there is beside a network', () => {
    const bare = {
      cluster: null,
      databases: null,
      caches: null,
      addons: null,
      dnsZones: null,
      namespaces: null,
      workloads: null,
      secrets: null,
    };
    const input = having(cloud, { checks: { from: production, plan: ['infrastructure'] } }, bare);
    expect(problemsOf(input)).toEqual([]);
  });

  it('change no other resource', () => {
    const { checks: _, ...fewer } = IDENTITIES;
    const before = new Set(synth(having(cloud, fewer))[`acme-test-${cloud}`]!.addresses());
    const added = stack.addresses().filter((address) => !before.has(address));
    expect(added.filter((address) => !/deploy_checks|foundation_role_cluster_secrets$/.test(address))).toEqual([]);
  });
});

describe('beginnings of tags', () => {
  const tags = { from: github({ tag: 'v*' }, { branch: 'main' }) };

  it('are a pattern on AWS, for the tag alone', () => {
    const trust = String(
      synth(one('aws', tags))['acme-test-aws']!.resource('aws_iam_role.deploy_site_role')['assume_role_policy'],
    );
    expect(trust).toMatch(/"StringLike" = \{[^}]*"repo:acme\/shop:ref:refs\/tags\/v\*"/);
    expect(trust).toMatch(/"StringEquals" = \{[^}]*"repo:acme\/shop:ref:refs\/heads\/main"/);
  });

  it('are a beginning on Google', () => {
    const provider = synth(one('google', tags))['acme-test-google']!.resource(
      'google_iam_workload_identity_pool_provider.deploy_site_provider',
    );
    expect(provider['attribute_condition']).toBe(
      "assertion.sub in ['repo:acme/shop:ref:refs/heads/main'] || assertion.sub.startsWith('repo:acme/shop:ref:refs/tags/v')",
    );
  });

  it('are refused on Azure', () => {
    expect(problemsOf(one('azurerm', tags)).join()).toMatch(
      /tag cannot be "v\*": a managed identity trusts whole subjects alone; name an environment/,
    );
  });
});

describe('what is refused', () => {
  const long = 'b'.repeat(120);
  const operators = (cloud: CloudName, plan: string) => ({ targets: { [cloud]: { operators: { plan: [plan] } } } });

  it.each<[string, CloudName, EnvironmentInput, RegExp]>([
    [
      'two places',
      'aws',
      one('aws', { from: { ...production, gitlab: { project: 'a/b', subjects: [{ branch: 'main' }] } } }),
      /from must have one of github, gitlab and terraformCloud/,
    ],
    ['every tag', 'aws', one('aws', { from: github({ tag: '*' }) }), /must be a tag, or the beginning of one/],
    [
      'every branch',
      'aws',
      one('aws', { from: github({ branch: '*' }) }),
      /must be one name, without spaces, \* and \?/,
    ],
    [
      'every environment',
      'aws',
      one('aws', { from: github({ environment: 'prod*' }) }),
      /must be the name of an environment, without \* and \?/,
    ],
    [
      'no repository',
      'aws',
      one('aws', { from: { github: { repository: 'acme', subjects: [{ branch: 'main' }] } } }),
      /repository must be owner\/name, or owner@number/,
    ],
    [
      '21 runs',
      'aws',
      one('aws', { from: github(...Array.from({ length: 21 }, (_, index) => ({ branch: `b${index}` }))) }),
      /subjects must be at most 20 entries/,
    ],
    [
      'an issuer with a slash',
      'aws',
      one('aws', {
        from: { gitlab: { project: 'a/b', subjects: [{ branch: 'main' }], issuer: 'https://gitlab.example.com/' } },
      }),
      /issuer must be the URL of an issuer/,
    ],
    [
      'a project without a group',
      'aws',
      one('aws', { from: { gitlab: { project: 'b', subjects: [{ branch: 'main' }] } } }),
      /must be the path of a project/,
    ],
    [
      'an odd project',
      'aws',
      one('aws', { from: { terraformCloud: { organization: 'acme', project: 'a:b', workspaces: ['a'] } } }),
      /must be the name of a project/,
    ],
    [
      'an odd workspace',
      'aws',
      one('aws', { from: { terraformCloud: { organization: 'acme', workspaces: ['a:b'] } } }),
      /must be a workspace/,
    ],
    [
      'nothing',
      'aws',
      one('aws', { from: production, upload: [] }),
      /site may do nothing: give it plan, apply, upload, deploy or invalidate/,
    ],
    [
      'a run twice',
      'aws',
      one('aws', { from: github({ branch: 'main' }, { branch: 'main' }) }),
      /from must name each run once, got repo:acme\/shop:ref:refs\/heads\/main twice/,
    ],
    [
      'a stack twice',
      'aws',
      one('aws', { from: production, plan: ['platform'], apply: ['platform'] }),
      /plan and apply must name each stack once, got platform twice/,
    ],
    [
      'a stack that is not there',
      'aws',
      one('aws', { from: production, plan: ['account'], policies: POLICIES }),
      /must plan and apply stacks that there are, got account/,
    ],
    [
      'pull requests that apply',
      'aws',
      one('aws', { from: github({ pullRequests: true }), apply: ['platform'] }),
      /apply must be empty with pullRequests/,
    ],
    [
      'an unknown bucket',
      'aws',
      one('aws', { from: production, upload: ['fils'] }),
      /upload must name the environment's objectStores .*got "fils"/,
    ],
    [
      'a bucket twice',
      'aws',
      one('aws', { from: production, upload: ['files', 'files'] }),
      /upload must name each bucket once, got files twice/,
    ],
    [
      'state in files',
      'aws',
      one('aws', { from: production, plan: ['platform'] }, { state: null }),
      /plans or applies, but the state is in files/,
    ],
    [
      'no policies',
      'google',
      one('google', { from: production, apply: ['infrastructure'] }),
      /policies\.google is required: infrastructure takes rights beyond reading/,
    ],
    [
      'policies for nothing',
      'google',
      one('google', { from: production, policies: POLICIES }),
      /policies\.google is for identities that plan or apply account/,
    ],
    [
      'a policy twice',
      'google',
      one('google', { from: production, apply: ['infrastructure'], policies: { google: ['roles/a', 'roles/a'] } }),
      /policies\.google must name each once, got roles\/a twice/,
    ],
    [
      'a name for an ARN',
      'aws',
      one('aws', { from: production, apply: ['infrastructure'], policies: { aws: ['deploy'] } }),
      /policies\.aws must each be the ARN of an IAM policy .*got deploy/,
    ],
    [
      'a name for a role',
      'google',
      one('google', { from: production, apply: ['infrastructure'], policies: { google: ['deploy'] } }),
      /policies\.google must each be a role .*got deploy/,
    ],
    [
      'an odd name of a role',
      'azurerm',
      one('azurerm', { from: production, apply: ['infrastructure'], policies: { azurerm: ['a/b'] } }),
      /policies\.azurerm must each be the name of a role .*got a\/b/,
    ],
    [
      'too much trust',
      'aws',
      one('aws', { from: github(...Array.from({ length: 20 }, (_, index) => ({ branch: `${long}${index}` }))) }),
      /from makes a trust policy of \d+ characters, of which IAM takes 2048/,
    ],
    [
      'a long subject',
      'google',
      one('google', { from: github({ branch: long }) }),
      /from must have subjects of at most 127 bytes/,
    ],
    [
      'a role that is an operator',
      'aws',
      one('aws', { from: production }, operators('aws', 'arn:aws:iam::123456789012:role/acme-test-deploy-site')),
      /site must not be in targets\.aws\.operators or cluster\.administrators\.aws, got arn:.*acme-test-deploy-site: it gets/,
    ],
    [
      'an account that is an operator',
      'google',
      one(
        'google',
        { from: production },
        operators('google', 'serviceAccount:acme-test-deploy-site@acme-test.iam.gserviceaccount.com'),
      ),
      /site must not be in targets\.google\.operators or .*acme-test-deploy-site@acme-test/,
    ],
    [
      'a namespace that is not there',
      'aws',
      one('aws', { from: production, deploy: ['shpo'] }),
      /site\.deploy must name namespaces of the environment or its add-ons \(shop\), got "shpo"/,
    ],
    [
      'a namespace twice',
      'aws',
      one('aws', { from: production, deploy: ['shop', 'shop'] }),
      /site\.deploy must name each namespace once, got shop twice/,
    ],
    [
      'deploying into an existing cluster',
      'aws',
      { ...one('aws', { from: production, deploy: ['shop'] }), cluster: { existing: { aws: { name: 'shop' } } } },
      /site\.deploy must be empty without a cluster of the environment/,
    ],
    [
      'deploying as an administrator',
      'aws',
      one('aws', { from: production, apply: ['platform'], deploy: ['shop'] }),
      /site\.deploy must be empty with apply of platform/,
    ],
    [
      'deploying from pull requests',
      'aws',
      one('aws', { from: github({ pullRequests: true }), deploy: ['shop'] }),
      /site\.deploy must be empty with pullRequests among the subjects/,
    ],
    [
      'a role that has access, too',
      'aws',
      one(
        'aws',
        { from: production, deploy: ['shop'] },
        {
          cluster: {
            access: {
              all: { role: 'view', members: { aws: ['arn:aws:iam::123456789012:role/acme-test-deploy-site'] } },
            },
          },
        },
      ),
      /site must not be among the members of cluster\.access, got arn:.*acme-test-deploy-site in all: it enters/,
    ],
    [
      'an account that has access, too',
      'google',
      one(
        'google',
        { from: production, deploy: ['shop'] },
        {
          cluster: {
            access: {
              all: {
                role: 'view',
                members: { google: ['serviceAccount:acme-test-deploy-site@acme-test.iam.gserviceaccount.com'] },
              },
            },
          },
        },
      ),
      /site must not be among the members of cluster\.access, got serviceAccount:.* in all: it enters/,
    ],
    [
      'issuers without account',
      'aws',
      having('aws', {}, { targets: { aws: { issuers: ['github'] } } }),
      /targets\.aws\.issuers is for the account stack/,
    ],
    [
      'an issuer twice',
      'aws',
      having('aws', {}, { account: {}, targets: { aws: { issuers: ['gitlab', 'https://gitlab.com'] } } }),
      /targets\.aws\.issuers must name each once, got https:\/\/gitlab\.com twice/,
    ],
  ])('%s on %s', (_, __, input, message) => {
    expect(problemsOf(input).join('\n')).toMatch(message);
  });

  it('warns', () => {
    const apply = { from: production, apply: ['platform'] };
    expect(warningsOf(one('aws', apply)).join()).toMatch(/calls the Kubernetes API, which is private/);
    const runners = {
      secrets: { github: {} },
      addons: {
        externalSecrets: {},
        githubRunners: {
          scaleSets: {
            deploy: {
              url: 'https://github.com/acme/shop',
              secret: 'github',
              max: 1,
              resources: { cpu: '1', memory: '1Gi' },
            },
          },
        },
      },
    };
    const deploy = { from: production, deploy: ['shop'] };
    expect(warningsOf(one('aws', deploy)).join()).toMatch(/calls the Kubernetes API, which is private/);
    expect(warningsOf(one('aws', deploy, runners)).join()).not.toMatch(/which is private/);
    expect(warningsOf(one('aws', apply, { state: STATES.google })).join()).toMatch(
      /does not open state of the kind gcs/,
    );
    const wide = { aws: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    expect(warningsOf(one('aws', { from: production, apply: ['infrastructure'], policies: wide })).join()).toMatch(
      /lets the pipeline do everything, by arn/,
    );
    expect(warningsOf(one('aws', apply, { account: {} })).join()).toMatch(
      /which the account does not know by targets\.aws\.issuers/,
    );
  });
});

describe.each(CLOUDS)('deploying into namespaces on %s', (cloud) => {
  const input = one(cloud, { from: production, deploy: ['shop'], upload: [] });
  const stack = synth(input)[`acme-test-${cloud}`]!;
  const binding = platformOn(cloud, { ...input, targets: baseWith({}).targets }).manifest(
    'RoleBinding',
    'acme-deploy-site',
  );

  it('finds the cluster, and enters it', () => {
    const entering = {
      aws: () => [
        stack.resource('aws_iam_role_policy.deploy_site_role_policy').policy,
        stack.resource('aws_eks_access_entry.deploy_site_access_entry').kubernetes_groups,
      ],
      google: () => [stack.resource('google_project_iam_member.deploy_site_access').role],
      azurerm: () => [stack.resource('azurerm_role_assignment.deploy_site_cluster_entry').role_definition_name],
    }[cloud]();
    expect(entering).toEqual(
      {
        aws: [expect.stringMatching(/eks:DescribeCluster/), ['triptych:deploy-site']],
        google: [expect.stringMatching(/cluster_entry/)],
        azurerm: ['Azure Kubernetes Service Cluster User Role'],
      }[cloud],
    );
    expect(stack.addresses().join()).not.toMatch(/access_policy_association\.deploy|read_role/);
  });

  it('edits these namespaces, by the name that the cluster knows it by', () => {
    expect(binding).toMatchObject({ metadata: { namespace: 'shop' }, roleRef: { name: 'edit' } });
    expect(binding.subjects).toMatchObject(
      {
        aws: [{ kind: 'Group', name: 'triptych:deploy-site' }],
        google: [
          { kind: 'User', name: 'acme-test-deploy-site@acme-test.iam.gserviceaccount.com' },
          { kind: 'User', name: '${data.google_service_account.cloud_deploy_site.unique_id}' },
        ],
        azurerm: [{ kind: 'User', name: '${data.azurerm_user_assigned_identity.cloud_deploy_site.principal_id}' }],
      }[cloud],
    );
  });
});

it('names the account’s provider without looking for it, so that no plan needs it', () => {
  const stack = synth(one('aws', { from: production }))['acme-test-aws']!;
  expect(String(stack.resource('aws_iam_role.deploy_site_role').assume_role_policy)).toContain(
    ':iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  );
  expect(stack.json.data).not.toHaveProperty('aws_iam_openid_connect_provider');
});

it('issuers of an AWS account are in its stack, each for its pipelines', () => {
  const issuers = ['github', 'terraformCloud', 'https://gitlab.example.com'];
  const stack = synth(having('aws', {}, { account: {}, targets: { aws: { issuers } } }))['acme-test-aws-account']!;
  const made = stack
    .all('aws_iam_openid_connect_provider')
    .map(({ url, client_id_list: audiences }) => [url, audiences]);
  expect(made).toEqual([
    ['https://app.terraform.io', ['aws.workload.identity']],
    ['https://gitlab.example.com', ['sts.amazonaws.com', 'aws.workload.identity']],
    ['https://token.actions.githubusercontent.com', ['sts.amazonaws.com']],
  ]);
});
