/** Istio: its charts in their order, and the objects that put a namespace into the mesh. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, platformOn } from '../../../helpers/platform';
import { KUBELET, Reach } from '../../../helpers/reach';
import { type Attributes, problemsOf } from '../../../helpers/synth';

const workload = (namespace: string, more: object = {}) => ({
  namespace,
  image: 'registry.example.com/app:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/ready' } },
  ...more,
});

const gateway = { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} };
const change = {
  namespaces: { shop: {}, open: { defaultDeny: false, labels: { team: 'web' } }, tools: {} },
  workloads: {
    api: workload('shop', {
      callers: [{ workload: 'web' }, { namespace: 'open' }],
      routes: [{ host: 'api.example.com' }],
    }),
    web: workload('open'),
    job: workload('tools'),
  },
};
const withIstio = (istio: object, more: object = {}) => baseWith({ ...change, ...more, addons: { ...gateway, istio } });

describe.each(CLOUDS)('istio on %s', (cloud) => {
  const made = platformOn(cloud, withIstio({ namespaces: ['shop', 'open'] }));

  it('installs four charts of one version, one after the other, then objects', () => {
    const releases = ['istio', 'istio_istiod', 'istio_istio_cni', 'istio_ztunnel'].map((id) => `helm_release.${id}`);
    expect(made.addresses.filter((address) => address.startsWith('helm_release.istio')).sort()).toEqual(
      [...releases, 'helm_release.istio_objects'].sort(),
    );
    releases.slice(1).forEach((release, index) => {
      expect(made.resource(release).depends_on).toEqual([releases[index]]);
    });
    const charts = ['istio-base', 'istiod', 'istio-cni', 'ztunnel'].map((name) => made.charts[name]!);
    expect(charts.map(({ chart, version, namespace }) => [chart, version, namespace])).toEqual(
      ['base', 'istiod', 'cni', 'ztunnel'].map((chart) => [chart, '1.30.3', 'istio-system']),
    );
    expect(charts.map(({ values }) => values.profile)).toEqual(['ambient', 'ambient', 'ambient', 'ambient']);
  });

  it('runs at least two control planes', () => {
    expect(made.charts.istiod!.values).toMatchObject({
      autoscaleEnabled: true,
      autoscaleMin: 2,
      autoscaleMax: 5,
      resources: { requests: { cpu: '200m', memory: '1Gi' }, limits: { memory: '2Gi' } },
      global: { defaultPodDisruptionBudget: { enabled: true } },
    });
  });

  it('has a quota for node-critical pods, which GKE requires', () => {
    expect(made.charts['istio-cni']!.values.resourceQuotas).toEqual({ enabled: true });
  });

  it('labels the namespaces of the mesh and the gateway’s, which stay restricted', () => {
    const labels = (name: string) => made.manifest('Namespace', name).metadata.labels;
    for (const name of ['shop', 'open', 'gateway']) {
      expect(labels(name)).toMatchObject({
        'istio.io/dataplane-mode': 'ambient',
        'pod-security.kubernetes.io/enforce': 'restricted',
      });
    }
    expect(labels('open').team).toBe('web');
    expect(labels('tools')).not.toHaveProperty('istio.io/dataplane-mode');
    expect(labels('istio-system')).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'privileged' });
  });

  it('requires mutual TLS per namespace', () => {
    expect(
      made.manifests
        .filter(({ kind }) => kind === 'PeerAuthentication')
        .map(({ metadata, spec }) => [metadata.namespace, spec]),
    ).toEqual([
      ['shop', { mtls: { mode: 'STRICT' } }],
      ['open', { mtls: { mode: 'STRICT' } }],
    ]);
  });

  it('opens each network policy for its peers in the mesh, and for probes', () => {
    const { ingress, egress } = made.manifest('NetworkPolicy', 'acme-api').spec as Attributes;
    const ports = [
      { protocol: 'TCP', port: 8080 },
      { protocol: 'TCP', port: 15008 },
    ];
    expect((ingress as Attributes[]).map((rule) => rule.ports)).toEqual([ports, ports, ports, undefined]);
    expect((ingress as Attributes[]).at(-1)).toEqual({ from: [{ ipBlock: { cidr: '169.254.7.127/32' } }] });
    expect(JSON.stringify(egress)).not.toContain('15008');
  });

  it('lets other pods into the mesh where traffic is denied by default', () => {
    const opened = made.manifests.filter(({ metadata }) => metadata.name === 'allow-mesh');
    expect(opened.map(({ metadata }) => metadata.namespace)).toEqual(['shop']);
    const mesh = { namespaceSelector: { matchLabels: { 'istio.io/dataplane-mode': 'ambient' } } };
    const ports = [{ protocol: 'TCP', port: 15008 }];
    expect(opened[0]!.spec).toEqual({
      podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['acme-api'] }] },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [mesh], ports }, { from: [{ ipBlock: { cidr: '169.254.7.127/32' } }] }],
      egress: [{ to: [mesh], ports }],
    });
  });

  it('lets only its callers call a workload, on its ports', () => {
    const to = [{ operation: { ports: ['8080'] } }];
    expect(made.manifest('AuthorizationPolicy', 'acme-api')).toMatchObject({
      metadata: { namespace: 'shop' },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'acme-api' } },
        action: 'ALLOW',
        rules: [
          { from: [{ source: { principals: ['cluster.local/ns/open/sa/acme-web'] } }], to },
          { from: [{ source: { namespaces: ['open'] } }], to },
          { from: [{ source: { namespaces: ['gateway'] } }], to },
        ],
      },
    });
    expect(made.manifest('AuthorizationPolicy', 'acme-web').spec.rules).toEqual([]);
    expect(
      made.manifests.filter(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.namespace !== 'gateway'),
    ).toHaveLength(2);
  });

  it('waits for the namespaces of its objects', () => {
    expect(made.resource('helm_release.istio_objects').depends_on).toEqual(
      expect.arrayContaining(['helm_release.istio_ztunnel', 'kubernetes_namespace_v1.namespace_shop']),
    );
  });
});

it('uses the version for all charts and the values for istiod', () => {
  const made = platformOn('aws', withIstio({ version: '1.29.6', values: { autoscaleMax: 9 } }));
  const charts = ['istio-base', 'istiod', 'istio-cni', 'ztunnel'].map((name) => made.charts[name]!);
  expect(charts.map(({ version }) => version)).toEqual(['1.29.6', '1.29.6', '1.29.6', '1.29.6']);
  expect(charts.map(({ values }) => values.autoscaleMax)).toEqual([undefined, 9, undefined, undefined]);
});

it('merges values into each of the other charts', () => {
  const chartValues = {
    base: { defaultRevision: 'own' },
    cni: { global: { logAsJson: false } },
    ztunnel: { resources: { limits: { memory: '1Gi' } } },
  };
  const { charts } = platformOn('google', withIstio({ chartValues }));
  expect(charts['istio-base']!.values).toEqual({ profile: 'ambient', defaultRevision: 'own' });
  expect(charts['istio-cni']!.values.global).toEqual({ logAsJson: false, platform: 'gke' });
  expect(charts.ztunnel!.values.resources).toEqual({
    requests: { cpu: '100m', memory: '512Mi' },
    limits: { memory: '1Gi' },
  });
});

it.each([
  ['aws', undefined],
  ['google', 'gke'],
  ['azurerm', undefined],
] as const)('finds the directory of network plugins on %s', (cloud, platform) => {
  const { charts } = platformOn(cloud, withIstio({}));
  expect(['istio-cni', 'ztunnel'].map((name) => charts[name]!.values.global?.platform)).toEqual([platform, platform]);
});

it('labels no namespace by default', () => {
  const made = platformOn('azurerm', withIstio({}));
  expect(made.addresses).not.toContain('helm_release.istio_objects');
  expect(made.manifest('Namespace', 'gateway').metadata.labels).not.toHaveProperty('istio.io/dataplane-mode');
});

it('accepts callers outside the mesh if permissive', () => {
  const made = platformOn('google', withIstio({ namespaces: ['shop'], permissive: true }));
  expect(made.manifest('PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'PERMISSIVE' } });
  // Network policies decide of callers that have no identity.
  expect((made.manifest('AuthorizationPolicy', 'acme-api').spec.rules as Attributes[]).at(-1)).toEqual({
    from: [{ source: { notPrincipals: ['*'] } }],
  });
});

describe('a data cluster in a namespace of the mesh', () => {
  const resources = { cpu: '1', memory: '4Gi' };
  const callers = [{ workload: 'api' }];
  const withClusters = (more: object) =>
    baseWith({
      secrets: { search: {}, house: {} },
      namespaces: { shop: {}, tools: {} },
      addons: {
        externalSecrets: {},
        strimzi: {},
        keda: {},
        clickHouseOperator: { namespace: 'operators', secret: 'house' },
        openSearchOperator: {},
        istio: { namespaces: ['shop'] },
      },
      workloads: { api: workload('shop') },
      kafkaClusters: { events: { namespace: 'shop', version: '4.3', resources, storage: { sizeGiB: 20 }, callers } },
      clickHouseClusters: {
        house: { namespace: 'shop', version: '26.3', resources, storage: { sizeGiB: 20 }, callers },
      },
      searchClusters: {
        search: {
          namespace: 'tools',
          version: '3.8',
          admin: { secret: 'search' },
          nodes: { all: { roles: ['manager', 'data'], replicas: 3, resources, storageGiB: 20 } },
          callers: [{ namespace: 'tools' }],
        },
      },
      ...more,
    });

  it('adds its operator and Prometheus to the mesh, and nobody else', () => {
    const made = platformOn('google', withClusters({}));
    const joined = made.manifests
      .filter(
        ({ kind, metadata }) => kind === 'Namespace' && metadata.labels?.['istio.io/dataplane-mode'] === 'ambient',
      )
      .map(({ metadata }) => metadata.name);
    expect(joined.sort()).toEqual(['keda', 'operators', 'shop', 'strimzi']);
  });

  it('lets its callers call only the ports that are for them', () => {
    const made = platformOn('aws', withClusters({}));
    const ports = (...all: string[]) => [{ operation: { ports: all } }];
    const principals = (...all: string[]) => [
      { source: { principals: all.map((one) => `cluster.local/ns/shop/sa/${one}`) } },
    ];
    const namespaces = (name: string) => [{ source: { namespaces: [name] } }];
    const rules = (name: string) => made.manifest('AuthorizationPolicy', name).spec.rules as Attributes[];
    expect(rules('acme-events')).toEqual([
      { from: principals('acme-events-kafka', 'acme-events-entity-operator', 'acme-events-kafka-exporter') },
      { from: principals('acme-api'), to: ports('9093') },
      { from: namespaces('strimzi'), to: ports('9090', '9091', '8443') },
    ]);
    expect(rules('acme-house')).toEqual([
      { from: principals('default') },
      { from: principals('acme-api'), to: ports('8123', '9000') },
      { from: namespaces('operators'), to: ports('8123', '9000') },
    ]);
    expect(rules('acme-house-keeper')).toEqual([
      { from: principals('default') },
      { from: namespaces('operators'), to: ports('2181', '9182') },
    ]);
  });

  it('refuses callers outside the mesh', () => {
    const input = withClusters({
      kafkaClusters: {
        events: {
          namespace: 'shop',
          version: '4.3',
          resources,
          storage: { sizeGiB: 20 },
          callers: [{ namespace: 'tools' }],
        },
      },
    });
    expect(problemsOf(input)).toEqual([
      "acme/test: addons.istio.namespaces must include every caller of the mesh's pods, but cluster events is called from namespace tools. Add the caller's namespace, or set permissive: true",
    ]);
  });
});

it.each<[what: string, istio: object, message: string]>([
  [
    'an unknown namespace',
    { namespaces: ['shop', 'stop'], permissive: true },
    `acme/test: addons.istio.namespaces.1 must name one of the environment's namespaces (shop, open, tools), got "stop". Did you mean "shop"?`,
  ],
  [
    'callers outside the mesh',
    { namespaces: ['shop'] },
    "acme/test: addons.istio.namespaces must include every caller of the mesh's pods, but workload api is called from namespace open. Add the caller's namespace, or set permissive: true",
  ],
])('refuses %s', (_, istio, message) => {
  expect(problemsOf(withIstio(istio))).toEqual([message]);
});

describe('pods of add-ons in the mesh', () => {
  const cluster = {
    namespace: 'data',
    version: '4.3',
    resources: { cpu: '1', memory: '4Gi' },
    storage: { sizeGiB: 20 },
  };
  const { manifests } = platformOn(
    'google',
    baseWith({
      addons: { ...gateway, externalSecrets: {}, monitoring: {}, strimzi: {}, istio: { namespaces: ['open', 'data'] } },
      namespaces: { open: { defaultDeny: false }, data: {} },
      workloads: null,
      kafkaClusters: { events: cluster },
    }),
  );
  const reach = new Reach(manifests);
  const prometheus = {
    name: 'prometheus',
    namespace: 'monitoring',
    labels: { 'app.kubernetes.io/name': 'prometheus' },
  };
  const caller = { name: 'caller', namespace: 'open', labels: { app: 'caller' } };
  const operator = { name: 'strimzi', namespace: 'strimzi', labels: { 'strimzi.io/kind': 'cluster-operator' } };
  const proxy = {
    name: 'proxy',
    namespace: 'gateway',
    labels: { 'gateway.envoyproxy.io/owning-gateway-name': 'public' },
  };

  it('are called by Prometheus through the tunnel, on ports of metrics alone', () => {
    expect([prometheus, operator, proxy].map((pod) => reach.isInMesh(pod))).toEqual([true, true, true]);
    expect([reach.may(prometheus, operator, 8080), reach.may(prometheus, proxy, 19_001)]).toEqual([true, true]);
    expect([reach.may(prometheus, operator, 8081), reach.may(prometheus, proxy, 19_000)]).toEqual([false, false]);
  });

  it('are called by pods of the mesh on the ports of their listeners alone', () => {
    expect([10_080, 10_443, 19_001].map((port) => reach.may(caller, proxy, port))).toEqual([true, true, false]);
    expect(reach.may(caller, operator, 8080)).toBe(false);
  });

  it('would be called on every port by both, without authorization', () => {
    const open = new Reach(manifests.filter(({ kind }) => kind !== 'AuthorizationPolicy'));
    expect([open.may(prometheus, operator, 8081), open.may(caller, proxy, 19_001)]).toEqual([true, true]);
  });

  it('are called by clients and probes from outside the mesh', () => {
    expect(reach.may({ address: '203.0.113.10' }, proxy, 10_443)).toBe(true);
    expect(reach.may(KUBELET, operator, 8080)).toBe(true);
  });
});
