/** The gateway: its chart, a listener per host, policies for clients and backends, its rules. */
import { CLOUDS } from '../../../helpers/environments';
import { baseWith, type PlatformOn, platformOn } from '../../../helpers/platform';
import { Reach } from '../../../helpers/reach';
import { type Attributes, problemsOf } from '../../../helpers/synth';

const workload = (namespace: string, ...hosts: string[]) => ({
  namespace,
  image: 'registry.example.com/app:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/ready' } },
  routes: hosts.map((host) => ({ host })),
});

const change = {
  addons: { gateway: {}, certManager: { email: 'ops@example.com' }, loadBalancerController: {} },
  namespaces: { shop: {}, office: {} },
  workloads: {
    api: workload('shop', 'api.example.com'),
    web: workload('shop', 'example.com', 'www.example.com'),
    back: { ...workload('office'), routes: [{ host: 'www.example.com', path: '/office' }] },
  },
};
const changed = (more: object) => baseWith({ ...change, ...more });
const withGateway = (gateway: object) => changed({ addons: { ...change.addons, gateway } });
const of = (made: PlatformOn, kind: string) => made.manifest(kind, 'public').spec;
const fleet = (made: PlatformOn) => of(made, 'EnvoyProxy').provider.kubernetes;

describe.each(CLOUDS)('gateway on %s', (cloud) => {
  const made = platformOn(cloud, changed({}));

  it('creates a namespace, a chart and objects', () => {
    expect(made.addresses.filter((address) => /\bgateway|_gateway/.test(address))).toEqual([
      'helm_release.gateway',
      'helm_release.gateway_crds',
      'helm_release.gateway_objects',
      'kubernetes_namespace_v1.namespace_gateway',
      'kubernetes_network_policy_v1.gateway_proxies_traffic',
      'kubernetes_network_policy_v1.gateway_traffic',
      'kubernetes_network_policy_v1.namespace_gateway_allow_dns',
      'kubernetes_network_policy_v1.namespace_gateway_default_deny',
    ]);
    const kinds = made.manifests.filter(({ metadata }) => ['envoy', 'public', 'https'].includes(metadata.name));
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'GatewayClass',
      'EnvoyProxy',
      'Gateway',
      'HTTPRoute',
      'ClientTrafficPolicy',
      'BackendTrafficPolicy',
    ]);
  });

  it('pins the chart and runs the controller twice', () => {
    expect(made.charts['envoy-gateway']).toMatchObject({
      repository: 'oci://docker.io/envoyproxy',
      chart: 'gateway-helm',
      version: 'v1.9.0',
      namespace: 'gateway',
      values: {
        deployment: { replicas: 2, envoyGateway: { resources: { requests: { cpu: '100m', memory: '256Mi' } } } },
        podDisruptionBudget: { minAvailable: 1 },
        topologyInjector: { enabled: false },
      },
    });
  });

  it('has a listener with a certificate for each host, open to the namespaces of its routes', () => {
    const { listeners } = of(made, 'Gateway');
    expect(
      listeners.map(({ name, port, hostname, tls, allowedRoutes }: Record<string, never>) => [
        name,
        port,
        hostname,
        (tls as { certificateRefs: { name: string }[] } | undefined)?.certificateRefs[0]!.name,
        (
          allowedRoutes as unknown as {
            namespaces: { from: string; selector?: { matchExpressions: { values: string[] }[] } };
          }
        ).namespaces.selector?.matchExpressions[0]!.values,
      ]),
    ).toEqual([
      ['http', 80, undefined, undefined, undefined],
      ['https.api.example.com', 443, 'api.example.com', 'https.api.example.com', ['shop']],
      ['https.example.com', 443, 'example.com', 'https.example.com', ['shop']],
      ['https.www.example.com', 443, 'www.example.com', 'https.www.example.com', ['office', 'shop']],
    ]);
    expect(made.manifest('Gateway', 'public').metadata.annotations).toEqual({
      'cert-manager.io/cluster-issuer': 'acme',
    });
  });

  it('redirects plain HTTP to HTTPS', () => {
    expect(made.manifest('HTTPRoute', 'https').spec).toEqual({
      parentRefs: [{ name: 'public', namespace: 'gateway', sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    });
  });

  it('runs two to five proxies behind one load balancer, which sees clients’ addresses', () => {
    expect(fleet(made)).toMatchObject({
      envoyHpa: { minReplicas: 2, maxReplicas: 5, metrics: [{ resource: { target: { averageUtilization: 70 } } }] },
      envoyPDB: { minAvailable: 1 },
      envoyService: { type: 'LoadBalancer', externalTrafficPolicy: 'Local' },
      envoyDeployment: {
        pod: { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
        container: { resources: { requests: { cpu: '200m', memory: '512Mi' }, limits: { memory: '512Mi' } } },
      },
    });
    expect(fleet(made).envoyService).not.toHaveProperty('loadBalancerSourceRanges');
  });

  it('requires TLS 1.2, and retries only requests that reached no backend', () => {
    expect(of(made, 'ClientTrafficPolicy')).toEqual({
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }],
      tls: { minVersion: '1.2' },
      timeout: { http: { requestHeadersReceivedTimeout: '10s', streamIdleTimeout: '300s' } },
      headers: {
        lateResponseHeaders: {
          addIfAbsent: [{ name: 'Strict-Transport-Security', value: 'max-age=31536000' }],
        },
      },
    });
    expect(of(made, 'BackendTrafficPolicy').retry.retryOn.triggers).toEqual([
      'connect-failure',
      'refused-stream',
      'reset-before-request',
    ]);
    expect(of(made, 'BackendTrafficPolicy')).not.toHaveProperty('rateLimit');
  });
});

it('differs between clouds only in the annotations and class of its service, and in where names are asked for', () => {
  const same = CLOUDS.map((cloud) =>
    platformOn(cloud, changed({})).manifests.filter(
      ({ kind, metadata }) => metadata.namespace === 'gateway' && kind !== 'NetworkPolicy',
    ),
  );
  const rest = same.map((manifests) =>
    JSON.stringify(manifests, (key, value: unknown) =>
      /^(annotations|loadBalancerClass)$/.test(key) ? undefined : value,
    ),
  );
  expect(new Set(rest).size).toBe(1);
});

it.each<[what: string, gateway: object, kind: string, expected: object]>([
  ['newer TLS alone', { minTlsVersion: '1.3' }, 'ClientTrafficPolicy', { tls: { minVersion: '1.3' } }],
  [
    'a proxy before it',
    { trustedProxies: 2 },
    'ClientTrafficPolicy',
    { clientIPDetection: { xForwardedFor: { numTrustedHops: 2 } } },
  ],
  [
    'longer silence',
    { idleSeconds: 3600 },
    'ClientTrafficPolicy',
    { timeout: { http: { streamIdleTimeout: '3600s' } } },
  ],
  [
    'a limit for each client',
    { rateLimit: { requests: 100, per: 'minute' } },
    'BackendTrafficPolicy',
    {
      rateLimit: {
        local: {
          rules: [
            {
              clientSelectors: [{ sourceCIDR: { type: 'Distinct', value: '0.0.0.0/0' } }],
              limit: { requests: 100, unit: 'Minute' },
            },
          ],
        },
      },
    },
  ],
  ['no access logs', { accessLogs: false }, 'EnvoyProxy', { telemetry: { accessLog: { disable: true } } }],
  [
    'chosen ranges',
    { allowedCidrs: ['198.51.100.0/24'] },
    'EnvoyProxy',
    { provider: { kubernetes: { envoyService: { loadBalancerSourceRanges: ['198.51.100.0/24'] } } } },
  ],
  [
    'other proxies',
    { proxies: { min: 3, max: 9, cpuTarget: 50, cpu: '1', memory: '1Gi', drainSeconds: 10 } },
    'EnvoyProxy',
    {
      provider: {
        kubernetes: {
          envoyHpa: {
            minReplicas: 3,
            maxReplicas: 9,
            metrics: [{ resource: { target: { averageUtilization: 50 } } }],
          },
          envoyDeployment: { container: { resources: { requests: { cpu: '1', memory: '1Gi' } } } },
        },
      },
      shutdown: { drainTimeout: '10s' },
    },
  ],
])('takes %s', (_, gateway, kind, expected) => {
  expect(of(platformOn('google', withGateway(gateway)), kind)).toMatchObject(expected);
});

it('sends no Strict-Transport-Security header for 0 seconds', () => {
  expect(of(platformOn('aws', withGateway({ strictTransportSeconds: 0 })), 'ClientTrafficPolicy')).not.toHaveProperty(
    'headers',
  );
});

it.each(CLOUDS)('requests an internal load balancer on %s', (cloud) => {
  const service = (gateway: object) => fleet(platformOn(cloud, withGateway(gateway))).envoyService;
  expect(service({ internal: true }).annotations).not.toEqual(service({}).annotations);
});

it('runs once without high availability', () => {
  const made = platformOn('azurerm', changed({ highAvailability: false }));
  expect(fleet(made).envoyHpa.minReplicas).toBe(1);
  expect(fleet(made)).not.toHaveProperty('envoyPDB');
  expect(made.charts['envoy-gateway']!.values.podDisruptionBudget).toEqual({ minAvailable: 0 });
});

describe('refuses', () => {
  it('to run without certificates, or on AWS without the load balancer controller', () => {
    expect(problemsOf(changed({ addons: { gateway: {}, certManager: null, loadBalancerController: null } }))).toEqual([
      'acme/test: addons.gateway requires addons.certManager',
      'acme/test (aws): addons.gateway requires addons.loadBalancerController',
    ]);
  });

  it.each<[gateway: object, message: string]>([
    [{ proxies: { min: 9, max: 3 } }, 'proxies.min must be at most proxies.max 3, got 9'],
    [{ rateLimit: { requests: 0, per: 'second' } }, 'rateLimit.requests must be at least 1, got 0'],
    [
      { allowedCidrs: ['10.0.0.1/8'] },
      'allowedCidrs.0 must be an IPv4 range in CIDR notation with host bits zero, got "10.0.0.1/8"',
    ],
    [{ namespace: 'edge' }, 'namespace is not a known property'],
  ])('%j', (gateway, message) => {
    expect(problemsOf(withGateway(gateway)).join('\n')).toContain(message);
  });

  it('more hosts than a gateway has listeners', () => {
    const hosts = Array.from({ length: 64 }, (_, index) => `h${index}.example.com`);
    expect(problemsOf(changed({ workloads: { api: workload('shop', ...hosts) } })).join('\n')).toContain(
      'addons.gateway supports at most 63 hosts, got 64. Let some share a wildcard, such as "*.example.com"',
    );
  });
});

describe.each(CLOUDS)('proxies on %s', (cloud) => {
  const { addons, namespaces } = change;
  const may = (gateway: object, to: { readonly namespace: string; readonly name: string }, port: number) => {
    const { manifests } = platformOn(
      cloud,
      changed({
        addons: { ...addons, gateway, externalSecrets: {} },
        namespaces: { ...namespaces, data: { defaultDeny: false } },
      }),
    );
    const proxy = {
      name: 'proxy',
      namespace: 'gateway',
      labels: { 'gateway.envoyproxy.io/owning-gateway-name': 'public' },
    };
    return new Reach(manifests).may(proxy, { ...to, labels: { 'app.kubernetes.io/name': to.name } }, port);
  };
  const data = { namespace: 'data', name: 'data' };

  it('call no webhook, and no namespace without routes that is not named', () => {
    expect(may({}, { namespace: 'external-secrets', name: 'external-secrets-webhook' }, 10_250)).toBe(false);
    expect([may({}, data, 8080), may({ namespaces: ['data'] }, data, 8080)]).toEqual([false, true]);
  });

  it('take routes of namespaces that are named', () => {
    const listeners = of(platformOn(cloud, withGateway({ namespaces: ['office'] })), 'Gateway')
      .listeners as Attributes[];
    expect(listeners.find(({ hostname }) => hostname === 'api.example.com')!.allowedRoutes.namespaces.selector).toEqual(
      {
        matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['office', 'shop'] }],
      },
    );
  });
});
