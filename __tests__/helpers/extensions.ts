/** The examples of docs/guides/extending-environments.md, which a test compares with the page. */
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { ServicebusNamespace } from '@cdktf/provider-azurerm/lib/servicebus-namespace';
import { ServicebusQueue } from '@cdktf/provider-azurerm/lib/servicebus-queue';
import { PubsubTopic } from '@cdktf/provider-google/lib/pubsub-topic';
import { PubsubTopicIamMember } from '@cdktf/provider-google/lib/pubsub-topic-iam-member';
import { ConfigMapV1 } from '@cdktf/provider-kubernetes/lib/config-map-v1';
import { Aspects, Fn, TerraformResource } from 'cdktf';

import type { EnvironmentInput } from '../../index';
import { onAws, onAzure, onEveryStack, onGoogle, onPlatform } from '../../index';

const orders = { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'shop', owner: 'shop' } as const;

export const longInsights: Partial<EnvironmentInput> = {
  databases: {
    orders: { ...orders, overrides: { aws: { instance: { performanceInsightsRetentionPeriod: 731 } } } },
  },
};

export const verbose: Partial<EnvironmentInput> = {
  addons: { certManager: { email: 'ops@example.com', values: { cainjector: { replicaCount: 3 } } } },
};

/** Limits of a queue's name, within which `nameOf` gives one: `shop-production-audit`. */
const queueName = { kind: 'queue', max: 80, pattern: /^[\w-]+$/ };

export const auditOnAws = onAws(({ stack, get }) => {
  const queue = new SqsQueue(stack, 'audit', {
    name: stack.nameOf(queueName, 'audit'),
    messageRetentionSeconds: 14 * 24 * 60 * 60,
    sqsManagedSseEnabled: true,
  });
  const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: queue.arn };
  new IamRolePolicy(stack, 'audit-send', {
    name: 'audit-send',
    role: get('identities.api').role.role.name,
    policy: Fn.jsonencode({ Version: '2012-10-17', Statement: [send] }),
  });
  stack.output('audit_url', queue.url, 'audit: URL of the queue');
});

export const auditOnGoogle = onGoogle(({ stack, get }) => {
  const topic = new PubsubTopic(stack, 'audit', { name: stack.nameOf(queueName, 'audit') });
  new PubsubTopicIamMember(stack, 'audit-send', {
    topic: topic.name,
    role: 'roles/pubsub.publisher',
    member: get('identities.api').identity,
  });
});

export const auditOnAzure = onAzure(({ stack, get, target }) => {
  const namespace = new ServicebusNamespace(stack, 'audit', {
    name: stack.nameOf({ kind: 'Service Bus namespace', max: 50, pattern: /^[\w-]+$/, global: true }, 'audit'),
    resourceGroupName: get('foundation').resourceGroupName,
    location: target.region,
    sku: 'Standard',
    tags: stack.tags,
  });
  const queue = new ServicebusQueue(stack, 'audit-queue', { name: 'audit', namespaceId: namespace.id });
  new RoleAssignment(stack, 'audit-send', {
    scope: queue.id,
    roleDefinitionName: 'Azure Service Bus Data Sender',
    principalId: get('identities.api').account.principalId,
  });
});

export const settings = onPlatform(({ stack, get, environment }) => {
  new ConfigMapV1(stack, 'audit-settings', {
    metadata: { name: 'audit', namespace: 'shop' },
    data: { queue: stack.nameOf(queueName, 'audit'), stage: environment.environment },
    dependsOn: [...get('namespaces.shop').ready],
  });
});

export const adopted = onAws(({ get, imported, moved, removed, check }) => {
  const { instance } = get('databases.postgres');
  imported({ to: get('objectStores.files').store.bucket, id: 'shop-files' });
  moved({ from: 'aws_db_instance.orders', to: instance });
  removed({ from: 'aws_sqs_queue.old' });
  check('database-is-protected', {
    assert: [
      { condition: 'aws_db_instance.postgres.deletion_protection', errorMessage: 'The database can be deleted.' },
    ],
  });
});

export const otherRegion = onAws(({ stack, get, target }) => {
  const aws = get('providers.aws');
  aws.addOverride('ignore_tags', [{ key_prefixes: ['cost-center/'] }]);
  stack.addOverride('terraform.required_providers.aws.version', '~> 6.25');
  const provider = new AwsProvider(stack, 'aws-archive', {
    alias: 'archive',
    region: 'eu-central-1',
    allowedAccountIds: [target.account],
    defaultTags: [{ tags: { ...stack.tags } }],
  });
  new S3Bucket(stack, 'archive', { bucket: 'shop-archive', provider });
});

export const kept = onEveryStack(({ stack, cloud }) => {
  if (cloud !== 'aws') return;
  Aspects.of(stack).add({
    visit: (node) => {
      if (TerraformResource.isTerraformResource(node) && node.terraformResourceType === 'aws_s3_bucket')
        node.addOverride('lifecycle.prevent_destroy', true);
    },
  });
});

/** Fails unless every value is there. */
function expectAll(...values: unknown[]): void {
  values.forEach((value) => expect(value).toBeTruthy());
}

/** The fields that the page lists for each path. */
export const fields = [
  onAws(({ get }) =>
    expectAll(
      get('foundation').partition,
      'vpc' in get('network'),
      get('cluster').cluster,
      get('databases.postgres').instance,
      get('caches.redis').replicationGroup,
      get('objectStores.files').store.bucket,
      get('secrets').secret('token'),
      get('identities.api').role,
    ),
  ),
  onGoogle(({ get }) =>
    expectAll(
      get('foundation').projectNumber,
      'network' in get('network'),
      get('cluster').cluster,
      get('databases.postgres').instance,
      get('caches.redis').store,
      get('objectStores.files').storageBucket,
      get('secrets').secret('token'),
      get('identities.api').identity,
    ),
  ),
  onAzure(({ get }) =>
    expectAll(
      get('foundation').resourceGroup,
      'vnet' in get('network'),
      get('cluster').cluster,
      get('databases.postgres').server,
      get('caches.redis').store,
      get('objectStores.files').store.account,
      get('secrets').secret('token'),
      get('identities.api').account,
    ),
  ),
];
