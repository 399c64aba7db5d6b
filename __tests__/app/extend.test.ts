/** What an environment's `extend` adds to its stacks, and how it is refused. */
import { readFileSync } from 'node:fs';

import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Release } from '@cdktf/provider-helm/lib/release';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Annotations, Aspects, Op, TerraformOutput, TerraformVariable } from 'cdktf';

import { plan } from '../../app/plan/plan';
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { describeProblem, EnvironmentError } from '../../core/rules/problem';
import { onAws, onAzure, onEveryStack, onGoogle, onPlatform } from '../../index';
import { providers } from '../../providers';
import { CLOUDS, on, whole } from '../helpers/environments';
import * as examples from '../helpers/extensions';
import { hclDifferences } from '../helpers/hcl';
import { base, baseWith } from '../helpers/platform';
import { web } from '../helpers/shop';
import { type Attributes, type Stack, synth, synthHcl } from '../helpers/synth';

type Extend = NonNullable<EnvironmentInput['extend']>;

const api = { ...web, access: [{ objectStore: 'files', write: true }] };
/** A workload `api` with an identity, and what extends its stacks. */
const extended = (extend: Extend, change: object = {}): EnvironmentInput => ({
  ...baseWith({ workloads: { api }, ...change }),
  extend,
});
const onOnly = (cloud: (typeof CLOUDS)[number], extend: Extend) => on(cloud, extended(extend));

/** Stacks of AWS: the cloud's resources, and the platform. */
function synthAws(extend: Extend): { infrastructure: Stack; platform: Stack } {
  const stacks = synth(onOnly('aws', extend));
  return { infrastructure: stacks['acme-test-aws']!, platform: stacks['acme-test-aws-platform']! };
}

function refused(...environments: EnvironmentInput[]): string[] {
  try {
    synth(...environments);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return error.problems.map(describeProblem);
  }
}

const refusedOnAws = (...extend: Exclude<Extend, { run: unknown }>[number][]) => refused(onOnly('aws', extend));

describe('resources of one’s own', () => {
  it('on AWS, with rights for the identity of a workload', () => {
    const { infrastructure } = synthAws(examples.auditOnAws);
    expect(infrastructure.resource('aws_sqs_queue.audit').name).toBe('acme-test-audit');
    expect(infrastructure.resource('aws_iam_role_policy.audit_send')).toMatchObject({
      role: '${aws_iam_role.identity_api_role.name}',
      policy: expect.stringContaining('aws_sqs_queue.audit.arn'),
    });
    expect(infrastructure.outputs.audit_url).toBe('${aws_sqs_queue.audit.url}');
  });

  it('on Google Cloud and Azure', () => {
    const stacks = synth({
      ...extended([examples.auditOnGoogle, examples.auditOnAzure]),
      targets: { google: base.targets.google, azurerm: base.targets.azurerm },
    });
    expect(stacks['acme-test-google']!.resource('google_pubsub_topic_iam_member.audit_send').member).toMatch(
      /subject\/ns\/shop\/sa\/acme-api/,
    );
    expect(stacks['acme-test-azurerm']!.resource('azurerm_servicebus_namespace.audit')).toMatchObject({
      resource_group_name: '${azurerm_resource_group.foundation.name}',
      tags: { Project: 'acme' },
    });
  });

  it('in the cluster, on every cloud', () => {
    const stacks = synth(extended(examples.settings));
    for (const cloud of CLOUDS)
      expect(stacks[`acme-test-${cloud}-platform`]!.resource('kubernetes_config_map_v1.audit_settings')).toMatchObject({
        data: { queue: 'acme-test-audit', stage: 'test' },
        depends_on: expect.arrayContaining(['kubernetes_namespace_v1.namespace_shop']),
      });
  });

  it('leave everything else as it is, and are the same each time', () => {
    const without = synthAws([]);
    const with1 = synthAws([examples.auditOnAws, examples.adopted]);
    expect(synthAws([examples.auditOnAws, examples.adopted]).infrastructure.text).toBe(with1.infrastructure.text);
    expect(with1.platform.text).toBe(without.platform.text);
    expect(with1.infrastructure.json.resource).toMatchObject(without.infrastructure.json.resource);
    expect(with1.infrastructure.addresses().length).toBe(without.infrastructure.addresses().length + 2);
  });

  it('may differ between clouds', () => {
    const topic = onEveryStack(({ stack }) => stack.output('here', stack.node.id, 'the stack'));
    const stacks = synth({ ...whole, differences: { google: { extend: topic } } });
    expect(Object.keys(stacks).filter((id) => 'here' in stacks[id]!.outputs)).toEqual(['acme-test-google']);
  });
});

describe('what was built', () => {
  it('is found by path, and by type', () => {
    const seen: unknown[] = [];
    synthAws([
      onAws(({ get, paths, environment, target }) => {
        seen.push(get('network').all(NatGateway).length, get('databases.postgres').instance instanceof DbInstance);
        seen.push(get('databases.postgres').all(DbInstance).length, environment.highAvailability, target.region);
        seen.push(paths.includes('identities.api'), paths.includes('providers.aws'));
      }),
      onPlatform(({ get, cloud }) => {
        seen.push(get('workloads.api').ofKind('Service').length, cloud, get('namespaces.shop').all(Release).length);
      }),
    ]);
    expect(seen).toEqual([1, true, 1, true, 'us-east-1', true, true, 1, 'aws', 0]);
  });

  it('has the types of its cloud', () => {
    // Never called: the compiler checks it.
    const typed = (): unknown[] => [
      // @ts-expect-error a path that no environment can have
      onAws(({ get }) => get('database.orders')),
      // @ts-expect-error a field of another cloud's class
      onGoogle(({ get }) => get('databases.orders').server),
      onAzure(({ get }) => get('databases.orders').server.fqdn),
      // @ts-expect-error an instance has no such attribute
      onAws(({ get }) => get('databases.orders').instance.fqdn),
      // @ts-expect-error the platform holds no databases
      onPlatform(({ get }) => get('databases.orders')),
      // @ts-expect-error no add-on is called so
      onPlatform(({ get }) => get('addons.nothing')),
      onPlatform(({ get }) => get('addons.monitoring').releases[0]),
      // @ts-expect-error only AWS has accounts
      onPlatform(({ target }) => target.account),
      onPlatform(({ cloud, target }) => (cloud === 'aws' ? target.account : target.region)),
    ];
    expect(typed).toBeInstanceOf(Function);
  });
});

describe('statements, providers and aspects', () => {
  it('move, import, remove and check', () => {
    const { infrastructure } = synthAws([
      examples.adopted,
      onAws(({ get, moved, check }) => {
        moved({ from: 'aws_db_instance.older', to: 'aws_db_instance.orders' });
        check('size', {
          data: { aws_region: { here: {} } },
          assert: [
            { condition: Op.gt(get('databases.postgres').instance.allocatedStorage, 50), errorMessage: 'Small' },
          ],
        });
      }),
    ]);
    const { moved, import: imports, removed, check } = infrastructure.json;
    const ofResources = (moved as Attributes[]).filter(({ to }) => !String(to).startsWith('terraform_data.'));
    expect(ofResources).toEqual([
      { from: 'aws_db_instance.orders', to: 'aws_db_instance.postgres' },
      { from: 'aws_db_instance.older', to: 'aws_db_instance.orders' },
    ]);
    expect(imports).toEqual([{ id: 'shop-files', to: 'aws_s3_bucket.files' }]);
    expect(removed).toEqual([{ from: 'aws_sqs_queue.old', lifecycle: { destroy: false } }]);
    expect(check).toEqual({
      'database-is-protected': {
        assert: [
          {
            condition: '${aws_db_instance.postgres.deletion_protection}',
            error_message: 'The database can be deleted.',
          },
        ],
      },
      size: {
        data: { aws_region: { here: {} } },
        assert: [{ condition: '${(aws_db_instance.postgres.allocated_storage > 50)}', error_message: 'Small' }],
      },
    });
  });

  it('say the same in HCL', async () => {
    const all = onOnly('aws', [examples.auditOnAws, examples.adopted, examples.otherRegion, examples.kept]);
    const json = synth(all);
    for (const [id, hcl] of Object.entries(synthHcl(all)))
      expect(await hclDifferences(hcl, json[id]!.json, { emptyBlocks: ['features'] })).toEqual([]);
    expect(synthHcl(all)['acme-test-aws']).toContain('check "database-is-protected" {');
  });

  it('set a provider, and add another', () => {
    const { infrastructure } = synthAws(examples.otherRegion);
    const { aws } = infrastructure.json.provider;
    expect(aws).toHaveLength(3);
    expect(aws[0]).toMatchObject({ region: 'us-east-1', ignore_tags: [{ key_prefixes: ['cost-center/'] }] });
    expect(aws[2]).toMatchObject({ alias: 'archive', region: 'eu-central-1' });
    expect(infrastructure.resource('aws_s3_bucket.archive').provider).toBe('aws.archive');
  });

  it('change resources by aspects, each once', () => {
    const visits: string[] = [];
    const counting = onAws(({ stack, get }) => {
      const aspect = { visit: (node: { node: { path: string } }) => void visits.push(node.node.path) };
      Aspects.of(stack).add(aspect);
      Aspects.of(get('network')).add(aspect);
    });
    const { infrastructure } = synthAws([examples.kept, counting]);
    expect(infrastructure.all('aws_s3_bucket').map(({ lifecycle }) => lifecycle.prevent_destroy)).toEqual(
      infrastructure.all('aws_s3_bucket').map(() => true),
    );
    expect(visits.length).toBeGreaterThan(100);
    expect(new Set(visits).size).toBe(visits.length);
  });
});

describe('the page', () => {
  it('shows code that compiles and runs here', () => {
    const page = readFileSync('docs/guides/extending-environments.md', 'utf8');
    const source = readFileSync('__tests__/helpers/extensions.ts', 'utf8').replaceAll('../../index', 'triptych');
    const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, code]) => code!);
    expect(blocks.length).toBeGreaterThan(6);
    for (const code of blocks) {
      expect(source).toContain(code.replace(/^import .*\n/gm, '').trim());
      for (const [, names, from] of code.matchAll(/^import \{ (.*) \} from '(.*)';$/gm))
        expect(source).toMatch(new RegExp(`import \\{[^}]*${names}[^}]*\\} from '${from}'`));
    }
  });

  it('lists fields that there are', () => {
    expect(refused(extended(examples.fields))).toEqual([]);
  });

  it('changes what it says by overrides, values and the version of a provider', () => {
    const { infrastructure, platform } = synthAws([]);
    expect(infrastructure.json.terraform.required_providers.aws.version).not.toBe('~> 6.25');
    const stacks = synth(
      on('aws', { ...extended(examples.otherRegion), ...examples.longInsights, ...examples.verbose }),
    );
    const { json } = stacks['acme-test-aws']!;
    expect(json.terraform.required_providers.aws.version).toBe('~> 6.25');
    expect(json.resource.aws_db_instance.orders.performance_insights_retention_period).toBe(731);
    expect(platform.addresses()).not.toContain('helm_release.cert_manager');
    expect(stacks['acme-test-aws-platform']!.resource('helm_release.cert_manager').values[0]).toMatch(
      /cainjector:\n {2}replicaCount: 3/,
    );
  });
});

describe('is refused', () => {
  it.each([
    [
      'an unknown path',
      () => onAws(({ get }) => get('databases.postgrs')),
      /^acme\/test \(aws\): extend\.0 throws get\("databases\.postgrs"\): there is only foundation, network, .*identities\.api, .*providers\.time\. Did you mean "databases\.postgres"\? \(__tests__\/app\/extend\.test\.ts:\d+\), in acme-test-aws \[extend\/failed\]$/,
    ],
    [
      'the id of a construct of ours',
      () => onAws(({ stack }) => new SqsQueue(stack, 'postgres', {})),
      /throws the id "postgres" is taken in acme-test-aws: give what is added another \(__tests__\/app\/extend\.test\.ts:\d+\)/,
    ],
    [
      'an address of ours',
      () => onAws(({ stack }) => new S3BucketPolicy(stack, 'files_policy', { bucket: '', policy: '' })),
      /extend\.0 must not make aws_s3_bucket_policy\.files_policy, which objectStores\.files makes already: give it another id, in acme-test-aws \[extend\/address-taken\]/,
    ],
    [
      'a second provider without an alias',
      () =>
        onEveryStack(({ stack, get }) => new (get('providers.aws').constructor as typeof S3Bucket)(stack, 'aws2', {})),
      /must not make provider\.aws, which the stack itself makes already/,
    ],
    [
      'an asynchronous function',
      // eslint-disable-next-line @typescript-eslint/no-misused-promises
      () => onAws(() => Promise.reject(new Error('late'))),
      /extend\.0 must not be asynchronous, because .* in acme-test-aws \[extend\/async\]/,
    ],
    [
      'a value that is no error',
      () =>
        onAws(() => {
          throw 'no queue'; // eslint-disable-line @typescript-eslint/only-throw-error
        }),
      /throws "no queue", in acme-test-aws/,
    ],
    [
      'a mistake in the code',
      () => onAws(({ environment }) => environment.databases.nothing!.size),
      /throws TypeError: Cannot read properties of undefined \(reading 'size'\) \(__tests__\/app\/extend\.test\.ts:\d+\)/,
    ],
    [
      'what an aspect throws',
      () =>
        onAws(({ stack }) =>
          Aspects.of(stack).add({
            visit: () => {
              throw new RangeError('too many');
            },
          }),
        ),
      /extend throws RangeError: too many \(__tests__\/app\/extend\.test\.ts:\d+\)/,
    ],
    [
      'an address that an aspect makes twice',
      () =>
        onAws(({ stack }) =>
          Aspects.of(stack).add({
            visit: (node) =>
              void (node === stack && new S3BucketPolicy(stack, 'files_policy', { bucket: '', policy: '' })),
          }),
        ),
      /extend must not make aws_s3_bucket_policy\.files_policy, which objectStores\.files makes already/,
    ],
    [
      'an error annotation',
      () => onAws(({ get }) => Annotations.of(get('network')).addError('too open')),
      /extend is not valid: too open, in acme-test-aws \[extend\/invalid\]/,
    ],
    [
      'a resource without a provider',
      () => onAws(({ stack }) => new ConfigMapV1(stack, 'settings', { metadata: {} })),
      /\[extend\/invalid\]/,
    ],
    [
      'a move to nowhere',
      () => onAws(({ moved }) => moved({ from: 'aws_db_instance.old', to: 'aws_db_instance.postgrs' })),
      /says "moved from aws_db_instance\.old", but there is no aws_db_instance\.postgrs\. Did you mean "aws_db_instance\.postgres"\?/,
    ],
    [
      'a move of what is still there',
      () => onAws(({ moved, get }) => moved({ from: 'aws_vpc.network', to: get('databases.postgres').instance })),
      /but aws_vpc\.network still exists/,
    ],
    [
      'what is no address',
      () => onAws(({ removed }) => removed({ from: 'old' })),
      /removed\.from must be a resource or an address such as aws_db_instance\.orders, got old/,
    ],
    [
      'an element that is no resource',
      () => onAws(({ stack, imported }) => imported({ to: new TerraformVariable(stack, 'given', {}), id: 'x' })),
      /imported\.to must be a resource .*, got var\.given/,
    ],
    ['a check without a name', () => onAws(({ check }) => check('is it up?', { assert: [] })), /got "is it up\?"/],
    ['a check of nothing', () => onAws(({ check }) => check('up', { assert: [] })), /assert must hold a condition/],
  ])('%s', (_, extension, message) => {
    const problems = refusedOnAws(extension());
    expect(problems.length).toBeGreaterThan(0);
    for (const problem of problems) {
      expect(problem).toMatch(message);
      expect(problem).not.toContain('\n');
    }
  });

  it('the same address twice', () => {
    const bucket = (id: string) => onAws(({ stack }) => new S3Bucket(stack, id, {}));
    expect(refusedOnAws(bucket('a-b'), bucket('a_b'))).toEqual([
      expect.stringMatching(/extend\.1 must not make aws_s3_bucket\.a_b, which extend\.0 makes already/),
    ]);
  });

  it('a resource of another stack, which is looked up instead', () => {
    let queue: SqsQueue | undefined;
    expect(
      refusedOnAws(
        onAws(({ stack }) => (queue = new SqsQueue(stack, 'audit', {}))),
        onPlatform(({ stack }) => new TerraformOutput(stack, 'url', { value: queue!.url })),
      ),
    ).toEqual([
      expect.stringMatching(
        /acme-test-aws-platform uses an attribute of a resource of acme-test-aws: look the resource/,
      ),
    ]);
  });

  it('with the problems of every stack at once', () => {
    const fails = onEveryStack(({ stack }) => {
      throw new Error(`not ${stack.node.id}`);
    });
    const problems = refused(extended(fails));
    expect(problems).toHaveLength(6);
    expect(problems.join()).toMatch(/not acme-test-aws .*not acme-test-azurerm-platform /s);
  });

  it.each([
    [
      'a function',
      () => undefined,
      'extend must be made by onAws, onGoogle, onAzure, onPlatform, onAccount or onEveryStack, or an array, got a function',
    ],
    ['a list of something else', [{ stack: 'platform' }], 'extend.0 must be made by onAws'],
    [
      'a cloud that is no target',
      [onGoogle(() => undefined)],
      'has code for google, which is not among the targets (aws)',
    ],
  ])('%s', (_, extend, message) => {
    const { problems } = plan(
      [{ ...on('aws', whole), extend: extend as Extend, network: { cidr: '10.0.0.0' } }],
      providers,
    );
    expect(problems.map(describeProblem)).toContainEqual(expect.stringContaining(message));
  });

  it('code for a platform that is not there', () => {
    const { problems } = plan([{ ...on('aws', whole), extend: onPlatform(() => undefined) }], providers);
    expect(problems.map(({ code }) => code)).toEqual(['environment/extension-without-platform']);
  });
});
