/** Two values of each property of Kafka, ClickHouse and OpenSearch clusters. */
import { one, type Probe } from './probe';

const nodesLike = (path: string, place: (resources: object) => object): Record<string, Probe> => {
  const probe = (a: object, b: object): Probe => [
    place({ cpu: '1', memory: '9Gi', ...a }),
    place({ cpu: '1', memory: '9Gi', ...b }),
  ];
  return {
    [`${path}.cpu`]: probe({ cpu: '2' }, { cpu: '3' }),
    [`${path}.memory`]: probe({ memory: '5Gi' }, { memory: '6Gi' }),
    [`${path}.cpuLimit`]: probe({ cpuLimit: '6' }, { cpuLimit: '7' }),
  };
};
const shared = (port: number) => ({
  namespace: one('namespace', 'data', 'shop'),
  'spread.zones': one('spread', { zones: 'required' }, { zones: 'preferred' }),
  'spread.nodes': one('spread', { nodes: 'required' }, { nodes: 'preferred' }),
  nodePool: one('nodePool', null, 'main'),
  'callers.*.workload': one('callers', [{ workload: 'worker' }], [{ workload: 'blue' }]),
  'callers.*.namespace': one('callers', [{ namespace: 'shop' }], [{ namespace: 'data' }]),
  'callers.*.cidr': one('callers', [{ cidr: '10.9.0.0/24' }], [{ cidr: '10.9.1.0/24' }]),
  'callers.*.ports': one('callers', [{ cidr: '10.9.0.0/24', ports: [port] }], [{ cidr: '10.9.0.0/24', ports: [1] }]),
  deletionProtection: one('deletionProtection', true, false),
});
const topic = (a: object, b: object): Probe => [{ topics: { orders: a } }, { topics: { orders: b } }];
const userOf = (name: string, a: object, b: object): Probe => [{ users: { [name]: a } }, { users: { [name]: b } }];
const managers = (a: object, b: object): Probe => [{ nodes: { managers: a } }, { nodes: { managers: b } }];

/** Probes of each construct, by the path of the property. */
export const dataClusters: Readonly<
  Record<'kafkaCluster' | 'clickHouseCluster' | 'searchCluster', Readonly<Record<string, Probe>>>
> = {
  kafkaCluster: {
    ...shared(9093),
    version: one('version', '4.2', '4.3'),
    brokers: [
      { controllers: {}, brokers: 3 },
      { controllers: {}, brokers: 4 },
    ],
    ...nodesLike('resources', (resources) => ({ resources })),
    'storage.sizeGiB': one('storage', { sizeGiB: 20 }, { sizeGiB: 30 }),
    'controllers.replicas': one('controllers', { replicas: 3 }, { replicas: 5 }),
    ...nodesLike('controllers.resources', (resources) => ({ controllers: { resources } })),
    'controllers.storageGiB': one('controllers', { storageGiB: 20 }, { storageGiB: 30 }),
    replicationFactor: one('replicationFactor', 2, 3),
    minInSyncReplicas: one('minInSyncReplicas', 1, 2),
    'listeners.plain.authentication': [
      { users: null, listeners: { tls: null, plain: { authentication: 'none' } } },
      { users: null, listeners: { tls: null, plain: { authentication: 'scram-sha-512' } } },
    ],
    'listeners.tls.authentication': [
      { users: null, listeners: { plain: null, mutualTls: false, tls: { authentication: 'none' } } },
      { users: null, listeners: { plain: null, mutualTls: false, tls: { authentication: 'scram-sha-512' } } },
    ],
    'listeners.mutualTls': [{ listeners: { tls: {}, mutualTls: false } }, { listeners: { tls: {}, mutualTls: true } }],
    'topics.*.partitions': topic({ partitions: 4 }, { partitions: 5 }),
    'topics.*.replicas': topic({ replicas: 2 }, { replicas: 3 }),
    'topics.*.cleanup': topic({ cleanup: 'delete' }, { cleanup: 'compact' }),
    'topics.*.retentionHours': topic({ retentionHours: 1 }, { retentionHours: 2 }),
    'topics.*.config': topic({ config: { 'segment.ms': 1 } }, { config: { 'segment.ms': 2 } }),
    'users.*.secret': [
      { listeners: { tls: {}, mutualTls: true }, users: { 'kafka-shop': { secret: null } } },
      { listeners: { tls: {}, mutualTls: true }, users: { 'kafka-shop': { secret: 'kafka-shop' } } },
    ],
    'users.*.produce': userOf(
      'kafka-shop',
      { secret: 'kafka-shop', produce: ['orders'] },
      { secret: 'kafka-shop', produce: ['payments'] },
    ),
    'users.*.consume': userOf(
      'kafka-shop',
      { secret: 'kafka-shop', consume: ['orders'] },
      { secret: 'kafka-shop', consume: ['payments'] },
    ),
    'users.*.groups': userOf(
      'kafka-shop',
      { secret: 'kafka-shop', groups: ['a'] },
      { secret: 'kafka-shop', groups: ['b'] },
    ),
    config: one('config', { 'num.io.threads': 4 }, { 'num.io.threads': 5 }),
  },
  clickHouseCluster: {
    ...shared(9000),
    version: one('version', '25.8', '26.3'),
    shards: one('shards', 1, 2),
    replicas: one('replicas', 2, 3),
    ...nodesLike('resources', (resources) => ({ resources })),
    'storage.sizeGiB': one('storage', { sizeGiB: 20 }, { sizeGiB: 30 }),
    'keeper.replicas': one('keeper', { replicas: 3 }, { replicas: 5 }),
    ...nodesLike('keeper.resources', (resources) => ({ keeper: { resources } })),
    'keeper.storageGiB': one('keeper', { storageGiB: 20 }, { storageGiB: 30 }),
    'users.*.secret': [{ users: { reports: { secret: 'reports' } } }, { users: { reports: { secret: 'other' } } }],
    'users.*.readOnly': userOf(
      'reports',
      { secret: 'reports', readOnly: true },
      { secret: 'reports', readOnly: false },
    ),
    'users.*.databases': userOf(
      'reports',
      { secret: 'reports', databases: ['a'] },
      { secret: 'reports', databases: ['b'] },
    ),
    'backups.store': one('backups', { store: 'files' }, { store: 'backups' }),
    'backups.cron': one('backups', { cron: '0 1 * * *' }, { cron: '0 2 * * *' }),
    'backups.fullEvery': one('backups', { fullEvery: 1 }, { fullEvery: 2 }),
    'backups.retentionDays': one('backups', { retentionDays: 1 }, { retentionDays: 2 }),
    settings: one('settings', { max_concurrent_queries: 1 }, { max_concurrent_queries: 2 }),
  },
  searchCluster: {
    ...shared(9200),
    version: one('version', '3.7', '3.8'),
    'nodes.*.roles': managers({ roles: ['manager', 'data'] }, { roles: ['manager', 'data', 'ingest'] }),
    'nodes.*.replicas': managers({ replicas: 3 }, { replicas: 5 }),
    ...nodesLike('nodes.*.resources', (resources) => ({ nodes: { managers: { resources } } })),
    'nodes.*.storageGiB': managers({ storageGiB: 30 }, { storageGiB: 40 }),
    'nodes.*.nodePool': managers({ nodePool: null }, { nodePool: 'main' }),
    'admin.secret': one('admin', { secret: 'search' }, { secret: 'token' }),
    'dashboards.secret': one('dashboards', { secret: 'token' }, { secret: 'grafana' }),
    'dashboards.replicas': one('dashboards', { secret: 'token', replicas: 1 }, { secret: 'token', replicas: 2 }),
    ...nodesLike('dashboards.resources', (resources) => ({ dashboards: { secret: 'token', resources } })),
    'snapshots.store': one('snapshots', { store: 'files' }, { store: 'backups' }),
    'snapshots.cron': one('snapshots', { store: 'files', cron: '0 1 * * *' }, { store: 'files', cron: '0 2 * * *' }),
    'snapshots.retentionDays': one(
      'snapshots',
      { store: 'files', retentionDays: 7 },
      { store: 'files', retentionDays: 8 },
    ),
    settings: one('settings', { 'action.auto_create_index': 'true' }, { 'action.auto_create_index': 'false' }),
  },
};
