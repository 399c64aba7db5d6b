/** KafkaCluster: brokers, controllers, topics, users and who may call them. */
import { plan } from '../../../../app/plan/plan';
import { TO_APIS } from '../../../../constructs/cloud-lookup/endpoints';
import { environmentSchema } from '../../../../constructs/environment/schema';
import { kafkaBootstrap } from '../../../../constructs/kafka-cluster/bootstrap';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn, platforms } from '../../../helpers/platform';
import type { Attributes } from '../../../helpers/synth';
import { saidOf } from '../../../helpers/synth';

const events = {
  namespace: 'data',
  version: '4.3',
  resources: { cpu: '2', memory: '8Gi' },
  storage: { sizeGiB: 500 },
  topics: { orders: { partitions: 12 } },
  users: { shop: { secret: 'shop', produce: ['orders'], consume: ['orders'] } },
  callers: [{ workload: 'shop' }],
};
const environment = {
  namespaces: { data: {} },
  secrets: { shop: {} },
  addons: { externalSecrets: {}, strimzi: {} },
  workloads: {
    shop: { namespace: 'shop', image: 'registry.example.com/shop:1', resources: { cpu: '100m', memory: '128Mi' } },
  },
  kafkaClusters: { events },
};
const inputWith = (change: object, around: object = {}) =>
  baseWith({ ...environment, ...around, kafkaClusters: { events: { ...events, ...change } } });
const made = (change: object = {}, around: object = {}) => platformOn('aws', inputWith(change, around));

describe.each(CLOUDS)('KafkaCluster on %s', (cloud) => {
  const platform = platformOn(cloud, baseWith(environment));

  it('has a policy, the cluster, and its contents', () => {
    expect(platform.addresses.filter((address) => address.includes('events'))).toEqual([
      'helm_release.events_cluster',
      'helm_release.events_contents',
      'kubernetes_network_policy_v1.events',
    ]);
    expect(platform.resource('helm_release.events_cluster').depends_on).toEqual(
      expect.arrayContaining(['helm_release.strimzi', 'kubernetes_namespace_v1.namespace_data']),
    );
    expect(platform.resource('helm_release.events_contents').depends_on).toEqual(['helm_release.events_cluster']);
    expect(platform.addresses).toContain('kubernetes_storage_class_v1.storage');
  });

  it('keeps three copies of a record in different zones, and acknowledges records with two', () => {
    expect(platform.manifest('Kafka', 'acme-events').spec.kafka).toMatchObject({
      version: '4.3.1',
      rack: { topologyKey: 'topology.kubernetes.io/zone' },
      config: {
        'default.replication.factor': 3,
        'min.insync.replicas': 2,
        'offsets.topic.replication.factor': 3,
        'transaction.state.log.replication.factor': 3,
        'transaction.state.log.min.isr': 2,
        'auto.create.topics.enable': false,
      },
    });
  });

  it('runs brokers that are controllers too, on retained disks', () => {
    const { metadata, spec } = platform.manifest('KafkaNodePool', 'events-brokers');
    expect(metadata).toMatchObject({
      labels: { 'strimzi.io/cluster': 'acme-events' },
      annotations: { 'helm.sh/resource-policy': 'keep' },
    });
    expect(spec).toMatchObject({
      replicas: 3,
      roles: ['controller', 'broker'],
      resources: { requests: { cpu: '2', memory: '8Gi' }, limits: { cpu: '4', memory: '8Gi' } },
      storage: { volumes: [{ size: '500Gi', class: 'encrypted', deleteClaim: false }] },
    });
  });

  it('reads passwords from the store', () => {
    expect(platform.manifest('ExternalSecret', 'acme-events-shop-password').spec).toMatchObject({
      secretStoreRef: { name: 'cloud' },
      target: { name: 'acme-events-shop-password' },
      data: [{ secretKey: 'password', remoteRef: { property: 'password' } }],
    });
    expect(platform.manifest('KafkaUser', 'shop').spec.authentication).toEqual({
      type: 'scram-sha-512',
      password: { valueFrom: { secretKeyRef: { name: 'acme-events-shop-password', key: 'password' } } },
    });
  });
});

it('is the same on every cloud, except for the keys of passwords in the store and DNS caches', () => {
  const [first, ...others] = Object.values(platforms(baseWith(environment))).map(({ manifests }) =>
    JSON.stringify(manifests.filter((one) => one.metadata.namespace === 'data'))
      .replace(/"remoteRef":\{"key":"[^"]+"/g, '"remoteRef":{"key":"…"')
      .replace(/,\{"ipBlock":\{"cidr":"169\.254\.[^"]+"\}\}/g, ''),
  );
  expect(first).toContain('KafkaNodePool');
  expect(others).toEqual([first, first]);
});

it('gives users their rights, and no others', () => {
  expect(made().manifest('KafkaUser', 'shop').spec.authorization).toEqual({
    type: 'simple',
    acls: [
      ['topic', 'orders', 'literal', ['Write', 'Describe']],
      ['transactionalId', 'shop', 'prefix', ['Write', 'Describe']],
      ['topic', 'orders', 'literal', ['Read', 'Describe']],
      ['group', 'shop', 'prefix', ['Read', 'Describe']],
    ].map(([type, name, patternType, operations]) => ({
      type: 'allow',
      resource: { type, name, patternType },
      operations,
    })),
  });
});

it('has topics whose names objects cannot have', () => {
  const topics = { order_states: { cleanup: 'compact' }, audit: { cleanup: 'compact-delete', retentionHours: 24 } };
  const platform = made({ topics, users: {} });
  expect(platform.manifest('KafkaTopic', 'acme-events-order-states').spec).toEqual({
    topicName: 'order_states',
    partitions: 3,
    replicas: 3,
    config: { 'cleanup.policy': 'compact' },
  });
  expect(platform.manifest('KafkaTopic', 'acme-events-audit').spec.config).toEqual({
    'cleanup.policy': 'compact,delete',
    'retention.ms': 86_400_000,
  });
});

describe('listeners', () => {
  const listeners = { plain: {}, tls: {}, mutualTls: true };
  const ofKafka = (change: object) => made(change).manifest('Kafka', 'acme-events').spec.kafka;
  const shop = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } },
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'acme-shop' } },
  };

  it('are TLS with passwords, for callers only, by default', () => {
    expect(ofKafka({})).toMatchObject({
      authorization: { type: 'simple' },
      listeners: [
        {
          name: 'tls',
          port: 9093,
          type: 'internal',
          tls: true,
          authentication: { type: 'scram-sha-512' },
          networkPolicyPeers: [shop],
        },
      ],
    });
  });

  it('let nobody in without callers', () => {
    expect(ofKafka({ callers: [] }).listeners[0].networkPolicyPeers).toEqual([
      { podSelector: { matchLabels: { 'strimzi.io/cluster': 'acme-events' } } },
    ]);
  });

  it('are any of three, and ranges may call their ports', () => {
    const callers = [{ cidr: '10.9.0.0/16', ports: [9094] }];
    expect(
      (ofKafka({ listeners, callers }).listeners as Attributes[]).map(
        ({ port, authentication, networkPolicyPeers }) => [
          port,
          authentication.type,
          'ipBlock' in networkPolicyPeers[0],
        ],
      ),
    ).toEqual([
      [9092, 'scram-sha-512', false],
      [9093, 'scram-sha-512', false],
      [9094, 'tls', true],
    ]);
  });

  it('have no authorization without authentication', () => {
    const open = { listeners: { plain: { authentication: 'none' } }, users: {} };
    expect(ofKafka(open)).not.toHaveProperty('authorization');
    expect(ofKafka(open).listeners[0]).not.toHaveProperty('authentication');
  });

  it.each([
    [{}, 9093],
    [{ listeners }, 9092],
    [{ listeners: { mutualTls: true }, users: {} }, 9094],
  ])('begin at the first: %j', (change, port) => {
    const parsed = environmentSchema.parse(inputWith(change));
    expect(kafkaBootstrap(parsed, 'events')).toBe(`acme-events-kafka-bootstrap.data.svc:${port}`);
  });
});

it('has separate controllers if asked for', () => {
  const platform = made({ brokers: 4, controllers: {} });
  expect(platform.manifest('KafkaNodePool', 'events-brokers').spec).toMatchObject({ replicas: 4, roles: ['broker'] });
  expect(platform.manifest('KafkaNodePool', 'events-controllers').spec).toMatchObject({
    replicas: 3,
    roles: ['controller'],
    storage: { volumes: [{ size: '20Gi' }] },
  });
});

it('runs on the chosen pool, strictly spread if asked for', () => {
  const pool = { size: 'xlarge', min: 3, max: 6, taints: [{ key: 'for', value: 'data', effect: 'NoSchedule' }] };
  const { pod } = made(
    { nodePool: 'data', spread: { zones: 'required', nodes: 'required' } },
    { cluster: { nodePools: { data: pool } } },
  ).manifest('KafkaNodePool', 'events-brokers').spec.template;
  expect(pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: 'pool', operator: 'In', values: ['data'] }] },
  ]);
  expect(pod.tolerations).toEqual([{ operator: 'Equal', key: 'for', value: 'data', effect: 'NoSchedule' }]);
  expect(pod.topologySpreadConstraints).toMatchObject(
    ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      topologyKey,
      whenUnsatisfiable: 'DoNotSchedule',
    })),
  );
});

it('is deleted with its disks without protection', () => {
  const platform = made({ deletionProtection: false });
  const { metadata, spec } = platform.manifest('KafkaNodePool', 'events-brokers');
  expect(spec.storage.volumes[0].deleteClaim).toBe(true);
  expect(metadata.annotations).toBeUndefined();
});

it('may call DNS, its own pods and the Kubernetes API', () => {
  const { spec } = made().manifest('NetworkPolicy', 'acme-events');
  const pods = { matchLabels: { 'strimzi.io/cluster': 'acme-events' } };
  expect(spec).toMatchObject({ podSelector: pods, policyTypes: ['Egress'] });
  expect(spec.egress.slice(1)).toEqual([{ to: [{ podSelector: pods }] }, TO_APIS]);
});

it('has metrics if there is a Prometheus', () => {
  const platform = made({}, { addons: { ...environment.addons, monitoring: {} } });
  const { spec } = platform.manifest('Kafka', 'acme-events');
  expect(spec.kafka.metricsConfig).toEqual({ type: 'strimziMetricsReporter' });
  expect(spec.kafkaExporter.resources.limits.memory).toBe('128Mi');
  expect(platform.manifest('PodMonitor', 'acme-events').spec).toMatchObject({
    selector: { matchLabels: { 'strimzi.io/cluster': 'acme-events', 'strimzi.io/kind': 'Kafka' } },
    podMetricsEndpoints: [{ port: 'tcp-prometheus' }],
  });
  expect(made().manifest('Kafka', 'acme-events').spec).not.toHaveProperty('kafkaExporter');
});

it('merges patches last', () => {
  const platform = made({ overrides: { brokers: { spec: { jvmOptions: { '-Xmx': '4g' } } } } });
  expect(platform.manifest('KafkaNodePool', 'events-brokers').spec.jvmOptions).toEqual({ '-Xmx': '4g' });
});

describe('KafkaCluster refuses', () => {
  const topics = { orders: { replicas: 5 } };
  it.each<[what: string, change: object, around: object, message: string]>([
    [
      'a cluster without its operator',
      {},
      { addons: { strimzi: null, externalSecrets: {} } },
      'requires addons.strimzi, which operates it',
    ],
    [
      'passwords without External Secrets',
      {},
      { addons: { strimzi: {} } },
      'requires addons.externalSecrets, which fetches its passwords',
    ],
    [
      'an unknown namespace',
      { namespace: 'none' },
      {},
      'namespace must name one of the environment\'s namespaces (shop, data), got "none"',
    ],
    [
      'an unknown pool',
      { nodePool: 'none' },
      {},
      'nodePool must name one of the cluster\'s node pools (main), got "none"',
    ],
    [
      'an unknown version',
      { version: '4.1' },
      {},
      'version must be a version of Kafka that is available, got "4.1" (it is not offered, as of 2026-11-21); the nearest that works is "4.2"',
    ],
    [
      'an even number of controllers',
      { controllers: { replicas: 2 } },
      {},
      'controllers.replicas must be an odd number, got 2: an even number survives no more losses than one less',
    ],
    [
      'an even number of brokers that are controllers',
      { brokers: 4 },
      {},
      'brokers must be an odd number where brokers are the controllers too, got 4: add one, or set controllers',
    ],
    [
      'more memory than the namespace allows a container',
      { controllers: { replicas: 3 } },
      { namespaces: { data: { limitRange: { max: { cpu: '16', memory: '1Gi' } } } } },
      'controllers.resources.memory must be at most limitRange.max.memory 1Gi of the namespace "data", got 2Gi',
    ],
    [
      'more CPU than the namespace allows a container',
      { resources: { cpu: '2', memory: '8Gi' } },
      { namespaces: { data: { limitRange: { max: { cpu: '2', memory: '64Gi' } } } } },
      'resources.cpuLimit must be at most limitRange.max.cpu 2 of the namespace "data", got 4',
    ],
    ['more copies than brokers', { brokers: 1 }, {}, 'replicationFactor must be at most brokers 1, got 3'],
    [
      'more in sync than copies',
      { minInSyncReplicas: 4 },
      {},
      'minInSyncReplicas must be at most replicationFactor 3, got 4',
    ],
    ['a topic of more copies than brokers', { topics }, {}, 'topics.orders.replicas must be at most brokers 3, got 5'],
    [
      'a topic with fewer copies than producers wait for',
      { topics: { orders: { replicas: 1 } } },
      {},
      'topics.orders.replicas must be at least minInSyncReplicas 2, got 1: otherwise no producer can write',
    ],
    [
      'retention of a compacted topic',
      { topics: { orders: { cleanup: 'compact', retentionHours: 1 } } },
      {},
      'topics.orders.retentionHours requires the cleanup "delete" or "compact-delete", got "compact", which keeps the last record of each key indefinitely',
    ],
    [
      'a setting of a topic that has a property',
      { topics: { orders: { config: { 'retention.ms': 1 } } } },
      {},
      'topics.orders.config must not hold retention.ms: use cleanup and retentionHours instead',
    ],
    [
      "settings that are the operator's",
      { config: { 'ssl.keystore.location': '/x', 'min.insync.replicas': 1, 'ssl.protocol': 'TLS' } },
      {},
      'config must not hold settings of other properties or of the operator, got ssl.keystore.location, min.insync.replicas',
    ],
    [
      'rights on an unknown topic',
      { users: { shop: { secret: 'shop', consume: ['none'] } } },
      {},
      'users.shop.consume must name topics of the cluster (orders), got "none"',
    ],
    [
      'an unknown secret',
      { users: { shop: { secret: 'none' } } },
      {},
      'users.shop.secret must name one of the environment\'s secrets (token, shop), got "none"',
    ],
    [
      'a secret with another username',
      { users: { shop: { secret: 'token' } } },
      {},
      'users.shop.secret must name a secret whose username is "shop", got "token": set secrets.token.username',
    ],
    [
      'a user who cannot sign in',
      { users: { shop: {} } },
      {},
      'users.shop requires a secret, or listeners.mutualTls for its certificate: otherwise it cannot sign in',
    ],
    [
      'a password without a listener for it',
      { listeners: { mutualTls: true } },
      {},
      'users.shop.secret requires a listener whose authentication is "scram-sha-512"',
    ],
    [
      'no listeners',
      { listeners: {}, users: {} },
      {},
      'listeners must have at least one of plain, tls and mutualTls, got none',
    ],
    [
      'an open listener in addition to a closed one',
      { listeners: { plain: { authentication: 'none' }, tls: {} } },
      {},
      'listeners must all authenticate, or none: with authorization, clients that do not sign in may do nothing',
    ],
    [
      'callers from the internet',
      { callers: ['internet'] },
      {},
      'callers.0 must be a workload, namespace or cidr, got "internet": calls from there are not available',
    ],
    [
      'an unknown caller',
      { callers: [{ workload: 'none' }] },
      {},
      'callers.0.workload must name one of the environment\'s workloads (shop), got "none"',
    ],
    ['a disk that is too small', { storage: { sizeGiB: 1 } }, {}, 'storage.sizeGiB must be at least 10, got 1'],
  ])('%s', (_, change, around, message) => {
    const { problems } = plan([inputWith(change, around)], providers);
    expect(problems.map(describeWithoutCode)).toContain(saidOf('acme/test: kafkaClusters.events', message));
  });

  it('a name that is too long for hosts', () => {
    const id = 'events-of-all-our-many-shops';
    const { problems } = plan([baseWith({ ...environment, kafkaClusters: { [id]: events } })], providers);
    expect(problems.map(describeWithoutCode)).toContain(
      `acme/test: kafkaClusters.${id} must have a shorter name: its host name acme-${id}-${id}-brokers-12 may have 63 characters, got 73`,
    );
  });

  it('users of the same name in two clusters of a namespace', () => {
    const { problems } = plan([baseWith({ ...environment, kafkaClusters: { events, audit: events } })], providers);
    expect(problems.map(describeWithoutCode)).toContain(
      'acme/test: kafkaClusters.audit.users.shop must have another name than the users of other Kafka clusters in the namespace "data", got "shop", because the user\'s Secret has this name',
    );
  });
});
