/** ClickHouseCluster: servers, keepers, users and who may call them. */
import { plan } from '../../../../app/plan/plan';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn, platforms } from '../../../helpers/platform';
import type { Attributes } from '../../../helpers/synth';
import { saidOf } from '../../../helpers/synth';

const analytics = {
  namespace: 'data',
  version: '26.3',
  resources: { cpu: '4', memory: '16Gi' },
  storage: { sizeGiB: 1000 },
  users: { reports: { secret: 'reports', readOnly: true, databases: ['shop'] } },
  callers: [{ workload: 'shop' }, { cidr: '10.9.0.0/16', ports: [9000] }],
};
const environment = {
  namespaces: { data: {} },
  secrets: { operator: {}, reports: {} },
  addons: { externalSecrets: {}, clickHouseOperator: { secret: 'operator' } },
  workloads: {
    shop: { namespace: 'shop', image: 'registry.example.com/shop:1', resources: { cpu: '100m', memory: '128Mi' } },
  },
  clickHouseClusters: { analytics },
};
const inputWith = (change: object, around: object = {}) =>
  baseWith({ ...environment, ...around, clickHouseClusters: { analytics: { ...analytics, ...change } } });
const made = (change: object = {}, around: object = {}) => platformOn('aws', inputWith(change, around));
const podOf = ({ spec }: Attributes) => spec.templates.podTemplates[0].spec as Attributes;
const installation = (change: object, around: object = {}) =>
  made(change, around).manifest('ClickHouseInstallation', 'acme-analytics');
const keeperOf = (change: object) => made(change).manifest('ClickHouseKeeperInstallation', 'acme-analytics-keeper');

describe.each(CLOUDS)('ClickHouseCluster on %s', (cloud) => {
  const platform = platformOn(cloud, baseWith(environment));

  it('has two policies and a release', () => {
    expect(platform.addresses.filter((address) => address.includes('analytics'))).toEqual([
      'helm_release.analytics_cluster',
      'kubernetes_network_policy_v1.analytics',
      'kubernetes_network_policy_v1.analytics_keeper_network_policy',
    ]);
    expect(platform.resource('helm_release.analytics_cluster').depends_on).toEqual(
      expect.arrayContaining(['helm_release.click_house_operator', 'kubernetes_namespace_v1.namespace_data']),
    );
  });

  it('keeps three copies, and evicts one at a time', () => {
    const { metadata, spec } = platform.manifest('ClickHouseInstallation', 'acme-analytics');
    expect(metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
    expect(spec.configuration.clusters).toEqual([
      {
        name: 'main',
        layout: { shardsCount: 1, replicasCount: 3 },
        secret: { auto: 'true' },
        pdbManaged: 'true',
        pdbMaxUnavailable: 1,
      },
    ]);
    expect(spec.configuration.zookeeper.nodes).toEqual([{ host: 'keeper-acme-analytics-keeper', port: 2181 }]);
  });

  it('runs restricted servers on retained disks', () => {
    const { spec } = platform.manifest('ClickHouseInstallation', 'acme-analytics');
    expect(spec.templates.podTemplates[0].spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 101, fsGroup: 101, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'clickhouse',
          image: 'altinity/clickhouse-server:26.3.53.10001.altinitystable',
          resources: { requests: { cpu: '4', memory: '16Gi' }, limits: { cpu: '8', memory: '16Gi' } },
          securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        },
      ],
    });
    expect(spec.templates.volumeClaimTemplates[0]).toMatchObject({
      reclaimPolicy: 'Retain',
      spec: { storageClassName: 'encrypted', resources: { requests: { storage: '1000Gi' } } },
    });
  });

  it("has an odd number of keepers, with their pods' labels", () => {
    const { metadata, spec } = platform.manifest('ClickHouseKeeperInstallation', 'acme-analytics-keeper');
    expect(spec.configuration.clusters[0].layout).toEqual({ replicasCount: 3 });
    expect(metadata.labels['app.kubernetes.io/name']).toBe('acme-analytics-keeper');
    expect(spec.templates.podTemplates[0].metadata.labels).toEqual({
      'app.kubernetes.io/name': 'acme-analytics-keeper',
    });
    expect(spec.templates.podTemplates[0].spec.containers[0]).toMatchObject({
      name: 'clickhouse-keeper',
      env: [{ name: 'CLICKHOUSE_DATA_DIR', value: '/var/lib/clickhouse-keeper' }],
    });
  });
});

it('is the same on every cloud, except for the keys of passwords in the store and DNS caches', () => {
  const [first, ...others] = Object.values(platforms(baseWith(environment))).map(({ manifests }) =>
    JSON.stringify(manifests.filter((one) => one.metadata.namespace === 'data'))
      .replace(/"remoteRef":\{"key":"[^"]+"/g, '"remoteRef":{"key":"…"')
      .replace(/,\{"ipBlock":\{"cidr":"169\.254\.[^"]+"\}\}/g, ''),
  );
  expect(first).toContain('ClickHouseInstallation');
  expect(others).toEqual([first, first]);
});

it('gives users their databases, with passwords from the store', () => {
  const platform = made();
  expect(platform.manifest('ClickHouseInstallation', 'acme-analytics').spec.configuration.users).toEqual({
    'reports/password': { valueFrom: { secretKeyRef: { name: 'acme-analytics-reports-password', key: 'password' } } },
    'reports/profile': 'readonly',
    'reports/quota': 'default',
    'reports/networks/ip': ['0.0.0.0/0', '::/0'],
    'reports/allow_databases/database': ['shop'],
  });
  expect(platform.manifest('ExternalSecret', 'acme-analytics-reports-password').spec).toMatchObject({
    refreshPolicy: 'OnChange',
    data: [{ secretKey: 'password', remoteRef: { property: 'password' } }],
  });
  const { users } = installation({ users: { reports: { secret: 'reports' } } }).spec.configuration;
  expect(users['reports/profile']).toBe('default');
  expect(users).not.toHaveProperty('reports/allow_databases/database');
});

it('may only be called by its callers, the operator and itself', () => {
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  const ports = (...all: number[]) => all.map((port) => ({ protocol: 'TCP', port }));
  const pods = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
  const platform = made();
  const shop = { ...namespace('shop'), ...pods('acme-shop') };
  expect(platform.manifest('NetworkPolicy', 'acme-analytics').spec).toMatchObject({
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [pods('acme-analytics')] },
      { from: [namespace('click-house-operator')], ports: ports(8123, 9000) },
      { from: [shop], ports: ports(8123) },
      { from: [shop, { ipBlock: { cidr: '10.9.0.0/16' } }], ports: ports(9000) },
    ],
  });
  expect(platform.manifest('NetworkPolicy', 'acme-analytics-keeper').spec.ingress).toEqual([
    { from: [pods('acme-analytics-keeper')] },
    { from: [namespace('click-house-operator')], ports: ports(2181, 9182) },
    { from: [pods('acme-analytics')], ports: ports(2181) },
  ]);
});

it('runs on the chosen pool, strictly spread and larger if asked for', () => {
  const pool = { size: 'xlarge', min: 3, max: 6, taints: [{ key: 'for', value: 'data', effect: 'NoSchedule' }] };
  const around = { cluster: { nodePools: { data: pool } } };
  const change = {
    nodePool: 'data',
    shards: 3,
    spread: { nodes: 'required' },
    settings: { max_concurrent_queries: 9 },
  };
  const found = installation(change, around);
  expect(podOf(found)).toMatchObject({
    nodeSelector: { pool: 'data' },
    tolerations: [{ operator: 'Equal', key: 'for', value: 'data', effect: 'NoSchedule' }],
    topologySpreadConstraints: [{ whenUnsatisfiable: 'ScheduleAnyway' }, { whenUnsatisfiable: 'DoNotSchedule' }],
  });
  expect(found.spec.configuration.clusters[0].layout.shardsCount).toBe(3);
  expect(found.spec.configuration.settings.max_concurrent_queries).toBe(9);
});

it('is deleted with its disks without protection', () => {
  const { metadata, spec } = installation({ deletionProtection: false });
  expect(spec.templates.volumeClaimTemplates[0].reclaimPolicy).toBe('Delete');
  expect(metadata.annotations).toBeUndefined();
});

it('keeps its log files within what the node’s disk has for it', () => {
  const { spec } = made().manifest('ClickHouseInstallation', 'acme-analytics');
  expect(spec.configuration.settings).toMatchObject({ 'logger/size': '100M', 'logger/count': 3 });
  const pod = podOf({ spec });
  expect(pod.volumes.map(({ emptyDir }: Attributes) => emptyDir)).toEqual([{ sizeLimit: '1Gi' }, { sizeLimit: '1Gi' }]);
  expect(pod.containers[0].resources.limits).toMatchObject({ 'ephemeral-storage': '3Gi' });
});

it('has the keepers that are asked for', () => {
  const keeper = keeperOf({ keeper: { replicas: 5, resources: { cpu: '1', memory: '2Gi' }, storageGiB: 30 } });
  expect(keeper.spec.configuration.clusters[0].layout.replicasCount).toBe(5);
  expect(podOf(keeper).containers[0].resources.requests).toEqual({
    cpu: '1',
    memory: '2Gi',
    'ephemeral-storage': '128Mi',
  });
  expect(keeper.spec.templates.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('30Gi');
});

it('has metrics if there is a Prometheus', () => {
  const platform = made({}, { addons: { ...environment.addons, monitoring: {} } });
  for (const name of ['acme-analytics', 'acme-analytics-keeper']) {
    expect(platform.manifest('PodMonitor', name).spec).toMatchObject({
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      podMetricsEndpoints: [{ port: 'metrics' }],
    });
    expect(platform.manifest('NetworkPolicy', name).spec.ingress.at(-1)).toMatchObject({ ports: [{ port: 9363 }] });
  }
  const { spec } = platform.manifest('ClickHouseInstallation', 'acme-analytics');
  expect(spec.configuration.settings).toMatchObject({ 'prometheus/port': 9363, 'prometheus/endpoint': '/metrics' });
  expect(platform.charts['click-house-operator']!.values.serviceMonitor).toEqual({ enabled: true });
});

describe('ClickHouseCluster refuses', () => {
  it.each<[what: string, change: object, around: object, message: string]>([
    [
      'a cluster without its operator',
      {},
      { addons: { externalSecrets: {} } },
      'requires addons.clickHouseOperator, which operates it',
    ],
    [
      'an unknown namespace',
      { namespace: 'none' },
      {},
      'namespace must name one of the environment\'s namespaces (shop, data), got "none"',
    ],
    [
      'an unknown version',
      { version: '25.3' },
      {},
      'version must be a version of ClickHouse that is available, got "25.3" (it is not offered, as of 2026-11-21); the nearest that works is "25.8"',
    ],
    [
      'an even number of keepers',
      { keeper: { replicas: 2 } },
      {},
      'keeper.replicas must be an odd number, got 2: an even number survives no more losses than one less',
    ],
    [
      'more memory than the namespace allows a container',
      {},
      { namespaces: { data: { limitRange: { max: { cpu: '16', memory: '512Mi' } } } } },
      'keeper.resources.memory must be at most limitRange.max.memory 512Mi of the namespace "data", got 1Gi',
    ],
    [
      'little memory',
      { resources: { cpu: '1', memory: '2Gi' } },
      {},
      'resources.memory must be at least 4Gi, got 2Gi: ClickHouse fails queries with less',
    ],
    [
      "settings that are the operator's",
      { settings: { 'prometheus/port': 1, path: '/x', max_concurrent_queries: 1 } },
      {},
      'settings must not hold settings of other properties or of the operator, got prometheus/port, path',
    ],
    [
      'an unknown secret',
      { users: { reports: { secret: 'none' } } },
      {},
      'users.reports.secret must name one of the environment\'s secrets (token, operator, reports), got "none"',
    ],
    [
      'a secret that rotates',
      {},
      { secrets: { operator: {}, reports: { rotationDays: 30 } } },
      'users.reports.secret must name a secret that does not rotate automatically, got "reports" with secrets.reports.rotationDays 30: servers read passwords only when they start',
    ],
    [
      'a secret of another name',
      { users: { reports: { secret: 'token' } } },
      {},
      'users.reports.secret must name a secret whose username is "reports", got "token": set secrets.token.username',
    ],
    [
      "the operator's own user",
      { users: { operator: { secret: 'operator' } } },
      {},
      'users.operator must have another name than default and operator, which ClickHouse and its operator use',
    ],
    [
      'an unknown pool',
      { nodePool: 'none' },
      {},
      'nodePool must name one of the cluster\'s node pools (main), got "none"',
    ],
    ['a disk that is too small', { storage: { sizeGiB: 1 } }, {}, 'storage.sizeGiB must be at least 10, got 1'],
  ])('%s', (_, change, around, message) => {
    const { problems } = plan([inputWith(change, around)], providers);
    expect(problems.map(describeWithoutCode)).toContain(saidOf('acme/test: clickHouseClusters.analytics', message));
  });
});
