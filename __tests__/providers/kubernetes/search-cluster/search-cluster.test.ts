/** SearchCluster: nodes with roles, users, dashboards, and who may call them. */
import { plan } from '../../../../app/plan/plan';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn, platforms } from '../../../helpers/platform';
import { insecure, podsOf, unreliable } from '../../../helpers/pods';
import { saidOf } from '../../../helpers/synth';

const resources = { cpu: '500m', memory: '2Gi' };
const managers = { roles: ['manager'], replicas: 3, resources, storageGiB: 20 };
const data = { roles: ['data', 'ingest'], replicas: 2, resources: { cpu: '2', memory: '80Gi' }, storageGiB: 500 };
const catalog = {
  namespace: 'data',
  version: '3.8',
  nodes: { managers, data },
  admin: { secret: 'search' },
  callers: [{ workload: 'shop' }],
};
const environment = {
  namespaces: { data: {} },
  secrets: { search: { username: 'root' }, dashboards: {} },
  addons: { externalSecrets: {}, openSearchOperator: {} },
  workloads: {
    shop: { namespace: 'shop', image: 'registry.example.com/shop:1', resources: { cpu: '100m', memory: '128Mi' } },
  },
  searchClusters: { catalog },
};
const inputWith = (change: object, around: object = {}) =>
  baseWith({ ...environment, ...around, searchClusters: { catalog: { ...catalog, ...change } } });
const made = (change: object = {}, around: object = {}) => platformOn('aws', inputWith(change, around));
const specOf = (change: object, around: object = {}) =>
  made(change, around).manifest('OpenSearchCluster', 'acme-catalog').spec;
const dashboards = { secret: 'dashboards' };
const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

describe.each(CLOUDS)('SearchCluster on %s', (cloud) => {
  const platform = platformOn(cloud, baseWith(environment));
  const { metadata, spec } = platform.manifest('OpenSearchCluster', 'acme-catalog');

  it('has two policies and a release', () => {
    expect(platform.addresses.filter((address) => address.includes('catalog'))).toEqual([
      'helm_release.catalog_cluster',
      'kubernetes_network_policy_v1.catalog',
      'kubernetes_network_policy_v1.catalog_users_network_policy',
    ]);
    expect(platform.resource('helm_release.catalog_cluster').depends_on).toEqual(
      expect.arrayContaining(['helm_release.open_search_operator', 'kubernetes_namespace_v1.namespace_data']),
    );
  });

  it('needs no privileges', () => {
    expect(spec.general).toMatchObject({
      version: '3.8.0',
      setVMMaxMapCount: false,
      additionalConfig: { 'node.store.allow_mmap': 'false' },
      podSecurityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      securityContext: restricted,
    });
    expect(metadata.annotations).toEqual({ 'helm.sh/resource-policy': 'keep' });
  });

  it('encrypts calls between nodes and from callers', () => {
    expect(spec.security.tls).toEqual({ transport: { generate: true, perNode: true }, http: { generate: true } });
  });

  it('runs pools of nodes, with half of the memory for the Java heap up to its maximum', () => {
    expect(spec.nodePools).toMatchObject([
      {
        component: 'managers',
        roles: ['cluster_manager'],
        replicas: 3,
        jvm: '-Xms1024m -Xmx1024m',
        diskSize: '20Gi',
        resources: { requests: { cpu: '500m', memory: '2Gi' }, limits: { cpu: '1', memory: '2Gi' } },
        persistence: { pvc: { storageClass: 'encrypted', accessModes: ['ReadWriteOnce'] } },
        pdb: { enable: true, maxUnavailable: 1 },
      },
      { component: 'data', roles: ['data', 'ingest'], replicas: 2, jvm: '-Xms31744m -Xmx31744m' },
    ]);
  });

  it('has an administrator from the store, and no other users', () => {
    expect(spec.security.config).toMatchObject({
      adminCredentialsSecret: { name: 'acme-catalog-admin' },
      securityConfigSecret: { name: 'acme-catalog-users' },
    });
    const users = platform.manifest('ExternalSecret', 'acme-catalog-users').spec;
    expect(users.refreshPolicy).toBe('OnChange');
    expect(users.target.template.data['internal_users.yml']).toBe(
      [
        '_meta: { type: internalusers, config_version: 2 }',
        '{{ .admin_username | quote }}: { hash: {{ .admin_password | bcrypt | quote }}, reserved: true, backend_roles: [admin] }',
        '',
      ].join('\n'),
    );
    expect(users.data.map(({ secretKey }: { secretKey: string }) => secretKey)).toEqual([
      'admin_username',
      'admin_password',
    ]);
  });
});

it('is the same on every cloud, except for the keys of passwords in the store and DNS caches', () => {
  const input = inputWith({ dashboards }, { addons: { ...environment.addons, monitoring: {} } });
  const [first, ...others] = Object.values(platforms(input)).map(({ manifests }) =>
    JSON.stringify(manifests.filter((one) => one.metadata.namespace === 'data'))
      .replace(/"remoteRef":\{"key":"[^"]+"/g, '"remoteRef":{"key":"…"')
      .replace(/,\{"ipBlock":\{"cidr":"169\.254\.[^"]+"\}\}/g, ''),
  );
  expect(first).toContain('OpenSearchCluster');
  expect(others).toEqual([first, first]);
});

it('has dashboards with a user of their own', () => {
  const platform = made({ dashboards: { ...dashboards, replicas: 2, resources: { cpu: '1', memory: '2Gi' } } });
  expect(platform.manifest('OpenSearchCluster', 'acme-catalog').spec.dashboards).toMatchObject({
    enable: true,
    version: '3.8.0',
    replicas: 2,
    resources: { requests: { cpu: '1', memory: '2Gi' } },
    opensearchCredentialsSecret: { name: 'acme-catalog-dashboards' },
    tls: { enable: true, generate: true },
    securityContext: restricted,
  });
  expect(platform.manifest('ExternalSecret', 'acme-catalog-dashboards').spec.target.template.data).toEqual({
    username: 'kibanaserver',
    password: '{{ .password }}',
  });
  expect(
    platform.manifest('ExternalSecret', 'acme-catalog-users').spec.target.template.data['internal_users.yml'],
  ).toContain('kibanaserver: { hash: {{ .dashboards_password | bcrypt | quote }}, reserved: true }');
});

it('may only be called by its callers, the operator and its helpers', () => {
  const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
  const pods = (matchLabels: object) => ({ podSelector: { matchLabels } });
  const nodes = pods({ 'opster.io/opensearch-cluster': 'acme-catalog' });
  const shop = { ...namespace('shop'), ...pods({ 'app.kubernetes.io/name': 'acme-shop' }) };
  const job = pods({ 'batch.kubernetes.io/job-name': 'acme-catalog-securityconfig-update' });
  const ofDashboards = pods({ 'opensearch.cluster.dashboards': 'acme-catalog' });
  const platform = made({ dashboards });
  expect(platform.manifest('NetworkPolicy', 'acme-catalog').spec).toMatchObject({
    ...nodes,
    ingress: [
      { from: [nodes] },
      { from: [namespace('open-search-operator'), job, ofDashboards, shop], ports: [{ port: 9200 }] },
    ],
  });
  expect(platform.manifest('NetworkPolicy', 'acme-catalog-dashboards').spec).toMatchObject({
    ...ofDashboards,
    ingress: [{ from: [ofDashboards] }, { from: [shop], ports: [{ port: 5601 }] }],
  });
  expect(platform.manifest('NetworkPolicy', 'acme-catalog-users').spec).toMatchObject({
    ...job,
    egress: [{}, { to: [job] }, { to: [nodes], ports: [{ port: 9200 }] }],
  });
});

it('runs on the chosen pool, strictly spread if asked for', () => {
  const pool = { size: 'xlarge', min: 3, max: 6, taints: [{ key: 'for', value: 'data', effect: 'NoSchedule' }] };
  const { nodePools, bootstrap } = specOf(
    { nodePool: 'main', spread: { zones: 'required' }, nodes: { managers, data: { ...data, nodePool: 'data' } } },
    { cluster: { nodePools: { data: pool } } },
  );
  expect(bootstrap.nodeSelector).toEqual({ pool: 'main' });
  expect(nodePools).toMatchObject([
    { nodeSelector: { pool: 'main' }, topologySpreadConstraints: [{ whenUnsatisfiable: 'DoNotSchedule' }, {}] },
    { nodeSelector: { pool: 'data' }, tolerations: [{ key: 'for', value: 'data' }] },
  ]);
});

it('is deleted without protection', () => {
  expect(
    made({ deletionProtection: false }).manifest('OpenSearchCluster', 'acme-catalog').metadata.annotations,
  ).toBeUndefined();
});

describe('with a Prometheus', () => {
  const platform = made({}, { addons: { ...environment.addons, monitoring: {} } });

  it("has an exporter that verifies the cluster's certificate", () => {
    const { spec } = platform.manifest('Deployment', 'acme-catalog-exporter');
    const [container] = spec.template.spec.containers;
    expect(container.args).toEqual(
      expect.arrayContaining(['--es.uri=https://acme-catalog.data.svc:9200', '--es.ca=/certificates/ca.crt']),
    );
    expect(spec.template.spec.volumes[0].secret.secretName).toBe('acme-catalog-http-cert');
    expect(platform.resource('helm_release.catalog_exporter')).toMatchObject({
      wait: true,
      atomic: false,
      timeout: 1200,
    });
    expect(platform.manifest('PodMonitor', 'acme-catalog').spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'acme-catalog-exporter',
    });
  });

  it('is restricted, and survives drained nodes', () => {
    const pods = platform.manifests.filter((one) => one.metadata.name === 'acme-catalog-exporter').flatMap(podsOf);
    expect(pods).toHaveLength(1);
    expect(pods.flatMap((one) => [...insecure(one), ...unreliable(one, platform.manifests)])).toEqual([]);
  });
});

describe('SearchCluster refuses', () => {
  it.each<[what: string, change: object, around: object, message: string]>([
    [
      'a cluster without its operator',
      {},
      { addons: { externalSecrets: {} } },
      'requires addons.openSearchOperator, which operates it',
    ],
    [
      'an unknown namespace',
      { namespace: 'none' },
      {},
      'namespace must name one of the environment\'s namespaces (shop, data), got "none"',
    ],
    [
      'more CPU than the namespace allows a container',
      { dashboards: { ...dashboards, resources: { cpu: '500m', memory: '512Mi', cpuLimit: '3' } } },
      { namespaces: { data: { limitRange: { max: { cpu: '2', memory: '64Gi' } } } } },
      'dashboards.resources.cpuLimit must be at most limitRange.max.cpu 2 of the namespace "data", got 3',
    ],
    [
      'an unknown version',
      { version: '3.5' },
      {},
      'version must be a version of OpenSearch that is available, got "3.5" (it is not offered, as of 2026-11-21); the nearest that works is "3.6"',
    ],
    [
      'an even number of managers',
      { nodes: { managers: { ...managers, replicas: 2 }, data } },
      {},
      'nodes must hold an odd number of nodes with the role "manager", got 2: an even number survives no more losses than one less',
    ],
    [
      'no managers',
      { nodes: { data } },
      {},
      'nodes must hold an odd number of nodes with the role "manager", got 0: an even number survives no more losses than one less',
    ],
    [
      'no nodes for data',
      { nodes: { managers } },
      {},
      'nodes must hold a pool with the role "data", which stores the data',
    ],
    [
      'too little memory',
      { nodes: { managers, data: { ...data, resources: { cpu: '1', memory: '1Gi' } } } },
      {},
      'nodes.data.resources.memory must be at least 2Gi, got 1Gi: the Java heap takes half of it',
    ],
    [
      'an unknown secret',
      { admin: { secret: 'none' } },
      {},
      'admin.secret must name one of the environment\'s secrets (token, search, dashboards), got "none"',
    ],
    [
      'a secret that rotates',
      {},
      { secrets: { search: { rotationDays: 30 } } },
      'admin.secret must name a secret that does not rotate automatically, got "search" with secrets.search.rotationDays 30: OpenSearch keeps a hash of the password',
    ],
    [
      "dashboards with the administrator's rights",
      { dashboards: { secret: 'search' } },
      {},
      'dashboards.secret must differ from admin.secret, got "search" for both: Dashboards needs only the rights of its own user',
    ],
    [
      "settings that are the operator's",
      { settings: { 'plugins.security.disabled': 'true', 'action.auto_create_index': 'false' } },
      {},
      'settings must not hold settings of other properties or of the operator, got plugins.security.disabled',
    ],
    [
      'an unknown pool',
      { nodes: { managers, data: { ...data, nodePool: 'none' } } },
      {},
      'nodes.data.nodePool must name one of the cluster\'s node pools (main), got "none"',
    ],
    [
      'a disk that is too small',
      { nodes: { managers, data: { ...data, storageGiB: 1 } } },
      {},
      'nodes.data.storageGiB must be at least 10, got 1',
    ],
  ])('%s', (_, change, around, message) => {
    const { problems } = plan([inputWith(change, around)], providers);
    expect(problems.map(describeWithoutCode)).toContain(saidOf('acme/test: searchClusters.catalog', message));
  });
});
