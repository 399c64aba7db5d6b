/** What whoever runs Terraform must be allowed: of every type of resource that the product makes, and in forms that can be given. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { needsOf } from '../../app/rights/needs';
import { rightsOf } from '../../app/rights/rights';
import { actionsFor, typesIn } from '../../core/rights/needs';
import type { State } from '../../core/words/state';
import { clouds, providers } from '../../providers';
import { ACTIONS, unknownActions } from '../helpers/aws/actions';
import { ROOT } from '../helpers/command-line';
import { type CloudName, CLOUDS, on, wholeWith } from '../helpers/environments';
import { everyStack, everything } from '../helpers/everything';
import { servedWith } from '../helpers/served';
import { type Attributes, synth } from '../helpers/synth';

/** Terraform's type for a module of the bindings, `data-aws-vpc`. */
function typeOf(cloud: CloudName, module: string): string {
  const [, data, name] = /^(data-\w+-)?(.+)$/.exec(module)!;
  const type = `${cloud}_${name!.replaceAll('-', '_')}`;
  return data ? `data.${type}` : type;
}

/** Types that a provider's code makes: its imports from the bindings, those that these lack, and its ephemeral resources. */
function typesMadeBy(cloud: CloudName): string[] {
  const folder = join(ROOT, 'providers', cloud);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const modules = [...sources.matchAll(new RegExp(`@cdktf/provider-${cloud}/lib/([a-z0-9-]+)`, 'g'))];
  const ephemeral = [...sources.matchAll(new RegExp(`new Ephemeral\\(this, '\\w+', '(${cloud}_\\w+)'`, 'g'))];
  const own = [...sources.matchAll(new RegExp(`tfResourceType = '(${cloud}_\\w+)'`, 'g'))];
  return [
    ...own.map(([, type]) => type!),
    ...modules.map(([, module]) => typeOf(cloud, module!)).filter((type) => type !== `${cloud}_provider`),
    ...ephemeral.map(([, type]) => `ephemeral.${type}`),
  ];
}

const FORM: Readonly<Record<CloudName, RegExp>> = {
  aws: /^[a-z0-9-]+:[A-Z]\w+$/,
  google: /^[a-z]+(\.[a-zA-Z]+)+$/,
  azurerm: /^Microsoft\.\w+(\/\w+)+\/(read|write|delete|\w+\/action)$/,
};

/** Actions and roles of what is written. */
const actionsIn = (policies: readonly object[]): string[] =>
  policies.flatMap((policy) => {
    const { Statement, Actions, includedPermissions } = policy as Readonly<Record<string, unknown>>;
    const statements = (Statement ?? []) as readonly { readonly Action: string | readonly string[] }[];
    return [
      ...statements.flatMap(({ Action }) => [Action].flat()),
      ...((Actions ?? includedPermissions ?? []) as readonly string[]),
    ];
  });

describe.each(CLOUDS)('on %s', (cloud) => {
  const { types } = clouds[cloud].needs;
  const environment = on(cloud, everything);
  const plan = needsOf({ ...providers, environments: [environment] }, 'plan');
  const apply = needsOf({ ...providers, environments: [environment] }, 'apply');

  it('every type that the product makes has its needs, and no other', () => {
    const made = new Set(typesMadeBy(cloud));
    expect([...made].filter((type) => !(type in types))).toEqual([]);
    expect(Object.keys(types).filter((type) => !made.has(type))).toEqual([]);
  });

  it('every type of every stack has its needs', () => {
    const ofCloud = (type: string) => new RegExp(`(^|\\.)${cloud}_`).test(type);
    for (const { json } of Object.values(synth(environment)))
      expect(typesIn(json).filter((type) => ofCloud(type) && !(type in types))).toEqual([]);
  });

  it('actions have the form of the cloud', () => {
    const all = actionsFor(Object.keys(types), types, 'apply');
    expect(all.filter((action) => !FORM[cloud].test(action))).toEqual([]);
  });

  it('who plans changes nothing, and who applies can plan', () => {
    const changes =
      /:(Create|Delete|Put|Modify|Update|Tag|Attach|Run)|\.(create|delete|update|setIamPolicy)$|\/(write|delete)$/;
    plan.forEach(({ policies }, index) => {
      const reads = actionsIn(policies);
      expect(reads.filter((action) => changes.test(action))).toEqual([]);
      expect(actionsIn(apply[index]!.policies)).toEqual(expect.arrayContaining(reads));
    });
  });
});

const STATES: Readonly<Record<CloudName, State>> = {
  aws: {
    kind: 's3',
    bucket: 'acme-state',
    region: 'eu-west-1',
    prefix: 'terraform',
    kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/1',
  },
  google: { kind: 'gcs', bucket: 'acme-state', prefix: 'terraform' },
  azurerm: {
    kind: 'azurerm',
    resourceGroup: 'acme-state',
    storageAccount: 'acmestate',
    container: 'states',
    prefix: 'terraform',
  },
};

/** What the last policy or role of a stack says of its state. */
const OF_STATE: Readonly<Record<CloudName, object>> = {
  aws: {
    Statement: expect.arrayContaining([
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::acme-state' },
      {
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        Resource: [
          'arn:aws:s3:::acme-state/terraform/acme-test-aws.tfstate',
          'arn:aws:s3:::acme-state/terraform/acme-test-aws.tfstate.tflock',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: 'arn:aws:kms:eu-west-1:123456789012:key/1',
        Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      },
    ]) as object,
  },
  google: {
    bucket: 'gs://acme-state',
    role: 'roles/storage.objectAdmin',
    condition: {
      title: 'states of its stacks',
      expression:
        'resource.name == "projects/_/buckets/acme-state" || resource.name.startsWith("projects/_/buckets/acme-state/objects/terraform/acme-test-google/")',
    },
  },
  azurerm: {
    role: 'Storage Blob Data Contributor',
    scope:
      '/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/acme-state/providers/Microsoft.Storage/storageAccounts/acmestate/blobServices/default/containers/states',
  },
};

describe.each(CLOUDS)('the state on %s', (cloud) => {
  const policiesWith = (state: State, run: 'plan' | 'apply') =>
    needsOf({ ...providers, environments: [on(cloud, wholeWith({ targets: { [cloud]: { state } } }))] }, run)[0]!
      .policies;

  it.each(['plan', 'apply'] as const)('is open to whoever runs %s, with its lock', (run) => {
    expect(policiesWith(STATES[cloud], run).at(-1)).toEqual(
      cloud === 'aws' ? expect.objectContaining(OF_STATE[cloud]) : OF_STATE[cloud],
    );
  });

  it('needs no rights where it is in files', () => {
    const local = policiesWith({ kind: 'local', directory: 'state' }, 'apply');
    expect(JSON.stringify(local)).not.toContain('acme-state');
    expect(local.length).toBe(policiesWith(STATES[cloud], 'apply').length - (cloud === 'aws' ? 0 : 1));
  });
});

describe('actions on AWS', () => {
  it('of needs are known to AWS', () => {
    const { types } = clouds.aws.needs;
    expect(unknownActions(actionsFor(Object.keys(types), types, 'apply'))).toEqual([]);
  });

  it('of policies that stacks make are known to AWS', () => {
    const may = rightsOf({ ...providers, environments: [on('aws', everyStack)] })
      .flatMap(({ rights }) => rights)
      .flatMap((right) => right.may)
      .filter((action) => /^[a-z][a-z0-9-]*:/.test(action));
    expect(may.length).toBeGreaterThan(200);
    expect(unknownActions(may)).toEqual([]);
  });

  it('would be told if they were not', () => {
    expect(unknownActions(['s3:GetObject', 's3:GetObjekt', 'kms:*', 'kms:Foo*'])).toEqual(['s3:GetObjekt', 'kms:Foo*']);
  });
});

const LIMITED = [
  'backup',
  'cloudformation',
  'elasticache',
  'logs',
  'rds',
  'scheduler',
  'secretsmanager',
  'sns',
  'states',
];

const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;

/** ARNs of resources, by type. */
const ARNS: Readonly<Record<string, (resource: Attributes) => string>> = {
  aws_secretsmanager_secret: ({ name }) => arn('secretsmanager', `secret:${name}-a1B2c3`),
  aws_cloudformation_stack: ({ name }) => arn('cloudformation', `stack/${name}/0`),
  aws_backup_vault: ({ name }) => arn('backup', `backup-vault:${name}`),
  aws_db_instance: ({ identifier }) => arn('rds', `db:${identifier}`),
  aws_db_parameter_group: ({ name }) => arn('rds', `pg:${name}`),
  aws_db_subnet_group: ({ name }) => arn('rds', `subgrp:${name}`),
  aws_elasticache_replication_group: ({ replication_group_id: id }) => arn('elasticache', `replicationgroup:${id}`),
  aws_elasticache_parameter_group: ({ name }) => arn('elasticache', `parametergroup:${name}`),
  aws_elasticache_subnet_group: ({ name }) => arn('elasticache', `subnetgroup:${name}`),
  aws_elasticache_user: ({ user_id: id }) => arn('elasticache', `user:${id}`),
  aws_elasticache_user_group: ({ user_group_id: id }) => arn('elasticache', `usergroup:${id}`),
  aws_cloudwatch_log_group: ({ name }) => arn('logs', `log-group:${name}`),
  aws_sns_topic: ({ name }) => arn('sns', name),
  aws_sfn_state_machine: ({ name }) => arn('states', `stateMachine:${name}`),
  aws_scheduler_schedule: ({ name }) => arn('scheduler', `schedule/default/${name}`),
};

describe('policies on AWS', () => {
  const stacks = needsOf({ ...providers, environments: [on('aws', everything)] }, 'apply');
  const policies = stacks.flatMap((one) => one.policies) as {
    readonly Statement: readonly {
      readonly Action: string | string[];
      readonly Resource: string | string[];
      readonly Condition?: object;
    }[];
  }[];

  it('are within the size of a managed policy', () => {
    expect(Math.max(...policies.map((policy) => JSON.stringify(policy).length))).toBeLessThanOrEqual(6144);
  });

  it('reach roles and buckets of the environment alone, and everything else in its regions', () => {
    const statements = policies.flatMap(({ Statement }) => Statement);
    for (const { Action, Resource, Condition } of statements) {
      const [first] = [Action].flat();
      if (Resource === '*')
        expect(Condition).toEqual({
          StringEquals: {
            'aws:RequestedRegion': /^(route53|cloudfront|acm):/.test(first!)
              ? ['us-east-1']
              : ['us-east-1', 'us-west-2'],
          },
        });
      else
        for (const one of [Resource].flat())
          expect([first, one]).toEqual([
            first,
            expect.stringMatching(
              /role\/|oidc-provider\/|acme.test|:default\*$|auto-backup|rds:.*:db:\*$|(rds|elasticache):.*:snapshot:|route53/,
            ),
          ]);
    }
  });

  it('reach any snapshot where a cache is made of one, and nowhere else', () => {
    const reaching = policies
      .flatMap(({ Statement }) => Statement)
      .filter(({ Resource }) => [Resource].flat().some((one) => /elasticache:.*:snapshot:/.test(one)));
    expect(reaching.flatMap(({ Action }) => Action)).toEqual(['elasticache:CreateReplicationGroup']);
  });

  it.each(['plan', 'apply'] as const)('reach what CloudFront uses where that is: %s', (run) => {
    const input = servedWith([], {
      objectStores: { files: { public: true } },
      cdns: { files: { hosts: ['files.shop.example.com'], origin: { bucket: 'files' }, webFirewall: 'lists' } },
      webFirewalls: { lists: { managedRules: [], blockedCidrs: ['192.0.2.0/24'] } },
      ...{ workloads: null, namespaces: null, addons: null, cluster: null },
    });
    const aws = { ...input.targets.aws!, region: 'eu-central-1', secondaryRegion: undefined };
    const edge = needsOf({ ...providers, environments: [{ ...input, targets: { aws } }] }, run).at(-1)!;
    const statements = (edge.policies as typeof policies).flatMap(({ Statement }) => Statement);
    const regionsOf = (service: string) =>
      statements
        .filter(({ Action }) => [Action].flat().some((action) => action.startsWith(`${service}:`)))
        .map(({ Condition }) => Condition);
    for (const service of ['wafv2', 'logs'])
      for (const condition of regionsOf(service))
        expect(condition).toEqual({ StringEquals: { 'aws:RequestedRegion': ['eu-central-1', 'us-east-1'] } });
    expect(regionsOf('wafv2')).toHaveLength(1);
    expect(regionsOf('logs').length).toBeGreaterThan(0);
  });

  it('reach what has a name of the environment by that name, as far as AWS can limit it', () => {
    const statements = policies.flatMap(({ Statement }) => Statement);
    const limited = statements.filter(({ Resource }) =>
      [Resource].flat().some((one) => /^arn:aws:(?!iam|s3)/.test(one)),
    );
    const actions = limited.flatMap(({ Action }) => [Action].flat());
    expect([...new Set(actions.map((action) => action.split(':')[0]))].sort()).toEqual(LIMITED);
    expect(actions.filter((action) => (ACTIONS.get(action) ?? []).length === 0)).toEqual([]);
    const changes = statements
      .filter(({ Resource }) => Resource === '*')
      .flatMap(({ Action }) => [Action].flat())
      .filter(
        (action) =>
          LIMITED.includes(action.split(':')[0]!) && /:(Create|Delete|Update|Put|Modify|GetSecret)/.test(action),
      );
    expect([...new Set(changes)].sort()).toEqual([
      // Numbered, or of the account as a whole.
      ...['backup:CreateBackupPlan', 'backup:CreateBackupSelection'],
      ...['backup:CreateRestoreTestingPlan', 'backup:CreateRestoreTestingSelection'],
      ...['backup:DeleteBackupPlan', 'backup:DeleteBackupSelection', 'backup:DeleteRecoveryPoint'],
      ...['backup:DeleteRestoreTestingPlan', 'backup:DeleteRestoreTestingSelection'],
      ...['backup:UpdateBackupPlan', 'backup:UpdateRestoreTestingPlan', 'backup:UpdateRestoreTestingSelection'],
      ...['logs:CreateDelivery', 'logs:DeleteDelivery', 'logs:DeleteDeliveryDestination', 'logs:DeleteDeliverySource'],
      ...[
        'logs:DeleteResourcePolicy',
        'logs:PutDeliveryDestination',
        'logs:PutDeliverySource',
        'logs:PutResourcePolicy',
      ],
      'logs:UpdateDeliveryConfiguration',
    ]);
  });

  it('name what they limit as it is called', () => {
    const allowed = policies
      .flatMap(({ Statement }) => Statement)
      .flatMap(({ Resource }) => [Resource].flat())
      .filter((one) => one !== '*')
      .map((one) => new RegExp(`^${one.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`));
    const arns = Object.values(synth(on('aws', everything))).flatMap((stack) =>
      Object.entries(ARNS).flatMap(([type, arnOf]) => stack.all(type).map((one) => arnOf(one))),
    );
    expect(arns.length).toBeGreaterThan(20);
    expect(arns.filter((arn) => !allowed.some((one) => one.test(arn)))).toEqual([]);
  });

  it('reach roles by their path, and give rights to those with the boundary alone', () => {
    const permissionsBoundary = 'arn:aws:iam::123456789012:policy/boundary';
    const target = { ...everything.targets.aws!, permissionsBoundary, rolePath: '/platform/' };
    const bounded = needsOf(
      { ...providers, environments: [{ ...on('aws', everything), targets: { aws: target } }] },
      'apply',
    );
    const ofRoles = bounded
      .flatMap((one) => one.policies as typeof policies)
      .flatMap(({ Statement }) => Statement)
      .filter(({ Resource }) => String(Resource).includes(':role/') && !String(Resource).includes('aws-service-role'));
    const Resource = 'arn:aws:iam::123456789012:role/platform/acme-test-*';
    // The infrastructure stack and the edge stack, each with a statement of its own for what gives rights.
    expect(ofRoles.map((one) => one.Resource)).toEqual([Resource, Resource, Resource, Resource]);
    const Condition = { StringEquals: { 'iam:PermissionsBoundary': permissionsBoundary } };
    const giving = ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'];
    expect(ofRoles.filter((one) => one.Condition !== undefined)).toEqual([
      { Effect: 'Allow', Action: giving, Resource, Condition },
      { Effect: 'Allow', Action: ['iam:PutRolePolicy'], Resource, Condition },
    ]);
    expect(JSON.stringify(bounded)).not.toMatch(/DeleteRolePermissionsBoundary|:role\/acme/);
    expect(JSON.stringify(stacks)).not.toContain('iam:PermissionsBoundary"');
    expect(JSON.stringify(stacks)).toContain('iam:DeleteRolePermissionsBoundary');
  });

  it('name roles and buckets as they are called', () => {
    const [stack] = Object.values(synth(on('aws', everything)));
    const named = [
      ...stack!.all('aws_iam_role').map(({ name }) => name),
      ...stack!.all('aws_s3_bucket').map(({ bucket }) => bucket),
    ];
    expect(named.filter((name) => !String(name).startsWith('acme-test-'))).toEqual([]);
  });
});
