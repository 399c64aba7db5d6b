/** The load balancer on Google: its addresses, its way to the gateway's pods, certificates and records, and what is refused. */
import { plan } from '../../../../app/plan/plan';
import { providers } from '../../../../providers';
import { on } from '../../../helpers/environments';
import { platformOn } from '../../../helpers/platform';
import { routed, servedWith } from '../../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const withBalancer = (loadBalancer: object | null, change: object = {}) =>
  on(
    'google',
    servedWith(['shop.example.com', 'api.shop.example.com'], {
      cluster: { nodePools: { main: { min: 3, max: 6 } } },
      loadBalancer,
      ...change,
    }),
  );

const stacksOf = (loadBalancer: object | null = {}, change: object = {}) => synth(withBalancer(loadBalancer, change));
const edgeOf = (loadBalancer: object = {}, change: object = {}): Stack =>
  stacksOf(loadBalancer, change)['acme-test-google-edge']!;
const problemsIn = (loadBalancer: object, change: object = {}) =>
  problemsOf(withBalancer(loadBalancer, change)).join('\n');
const warningsIn = (loadBalancer: object = {}, change: object = {}) =>
  plan([withBalancer(loadBalancer, change)], providers).warnings.filter(({ code }) => code.startsWith('balancer/'));

const existingCluster = (google: object) => ({ version: null, nodePools: null, existing: { google } });
const EXISTING_NETWORK = {
  cidr: null,
  existing: { google: { id: 'shared', privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/18'] } },
};
const GROUP = 'acme-test-load-balancer';
const NEG = /zones\/\$\{each\.value\}\/networkEndpointGroups\/(.+)$/;

describe('a load balancer on Google', () => {
  const stacks = stacksOf();
  const edge = stacks['acme-test-google-edge']!;

  it('adds its addresses to the infrastructure stack, protected, and the APIs that the edge needs', () => {
    const before = stacksOf(null)['acme-test-google']!.addresses();
    const infrastructure = stacks['acme-test-google']!;
    expect(infrastructure.addresses().filter((address) => !before.includes(address))).toEqual([
      'google_compute_global_address.load_balancer_ipv4',
      'google_compute_global_address.load_balancer_ipv6',
      'google_project_service.foundation_certificatemanager',
    ]);
    expect(infrastructure.resource('terraform_data.protected').for_each).toContain('loadBalancer');
    expect(infrastructure.resource('google_compute_global_address.load_balancer_ipv6')).toMatchObject({
      name: 'acme-test-load-balancer-ipv6',
      ip_version: 'IPV6',
    });
  });

  it('has these resources in the edge stack', () => {
    expect(edge.addresses()).toMatchSnapshot();
    expect(edge.outputs).toEqual({
      load_balancer_address: '${data.google_compute_global_address.load_balancer_ipv4.address}',
      load_balancer_hosts: ['api.shop.example.com', 'shop.example.com'],
    });
  });

  it('finds the addresses by their names', () => {
    const infrastructure = stacks['acme-test-google']!;
    for (const id of ['load_balancer_ipv4', 'load_balancer_ipv6']) {
      const { name } = edge.json.data.google_compute_global_address[id] as Attributes;
      expect(name).toBe(infrastructure.resource(`google_compute_global_address.${id}`).name);
    }
  });

  it('sends requests to the proxies in every zone of the cluster, by TLS', () => {
    const service = edge.resource('google_compute_backend_service.load_balancer_backend_service');
    expect(service).toMatchObject({
      load_balancing_scheme: 'EXTERNAL_MANAGED',
      protocol: 'HTTPS',
      timeout_sec: 60,
      connection_draining_timeout_sec: 30,
      log_config: { enable: true, sample_rate: 1 },
    });
    const { content, for_each } = service.dynamic.backend as Attributes;
    expect(for_each).toBe('${toset(tolist(data.google_container_cluster.load_balancer_cluster.node_locations))}');
    expect(content).toMatchObject({ balancing_mode: 'RATE', max_rate_per_endpoint: 1000 });
    expect(NEG.exec(String(content.group))?.[1]).toBe(GROUP);
    expect(edge.json.data.google_container_cluster.load_balancer_cluster).toMatchObject({
      name: 'acme-test-cluster',
      location: 'us-central1',
      project: 'acme-test',
    });
  });

  it('asks the proxies at their own port whether they live', () => {
    const healthCheck = { intervalSeconds: 5, healthyAfter: 4, unhealthyAfter: 6 };
    expect(edgeOf({ healthCheck }).resource('google_compute_health_check.load_balancer_health_check')).toMatchObject({
      https_health_check: { port_specification: 'USE_SERVING_PORT', request_path: '/healthz' },
      check_interval_sec: 5,
      healthy_threshold: 4,
      unhealthy_threshold: 6,
    });
  });

  it('waits and drains as it is told', () => {
    const service = edgeOf({ idleSeconds: 200, drainSeconds: 5, logs: false }).resource(
      'google_compute_backend_service.load_balancer_backend_service',
    );
    expect(service).toMatchObject({
      timeout_sec: 200,
      connection_draining_timeout_sec: 5,
      log_config: { enable: false },
    });
  });

  it('keeps records of requests as long as it is told, and none without logs', () => {
    const kept = edgeOf({ logs: { retentionDays: 30 } });
    expect(kept.resource('google_logging_project_bucket_config.load_balancer_logs').retention_days).toBe(30);
    expect(kept.resource('google_logging_project_sink.load_balancer_logs_log_sink').filter).toBe(
      'resource.type="http_load_balancer" AND resource.labels.url_map_name="acme-test-edge-load-balancer"',
    );
    expect(kept.resource('google_compute_url_map.load_balancer').name).toBe('acme-test-edge-load-balancer');
    expect(edgeOf({ logs: false }).addresses().join()).not.toMatch('google_logging');
  });

  it('listens on both families, speaks TLS 1.2 and above, and leads HTTP there', () => {
    expect(edge.resource('google_compute_ssl_policy.load_balancer_entrance_ssl_policy')).toMatchObject({
      profile: 'MODERN',
      min_tls_version: 'TLS_1_2',
    });
    expect(edge.resource('google_compute_url_map.load_balancer_entrance_redirect').default_url_redirect).toMatchObject({
      https_redirect: true,
      strip_query: false,
    });
    const rules = edge.all('google_compute_global_forwarding_rule');
    expect(rules.map(({ port_range, ip_address }) => [port_range, ip_address])).toEqual([
      ['80', '${data.google_compute_global_address.load_balancer_ipv4.id}'],
      ['80', '${data.google_compute_global_address.load_balancer_ipv6.id}'],
      ['443', '${data.google_compute_global_address.load_balancer_ipv4.id}'],
      ['443', '${data.google_compute_global_address.load_balancer_ipv6.id}'],
    ]);
  });

  it('leads every host to both addresses', () => {
    const records = edge.all('google_dns_record_set').filter(({ ttl }) => ttl === 300);
    expect(records.map(({ name, type, managed_zone }) => [name, type, managed_zone])).toEqual(
      ['api.shop.example.com.', 'shop.example.com.'].flatMap((name) =>
        ['A', 'AAAA'].map((type) => [name, type, 'acme-test-dns-main']),
      ),
    );
  });

  it('proves a domain once for itself and every host below it', () => {
    const stack = edgeOf({}, { workloads: { web: routed('shop.example.com', '*.shop.example.com') } });
    const domains = (type: string) => stack.all(`google_certificate_manager_${type}`);
    expect(domains('dns_authorization').map(({ domain }) => domain as string)).toEqual(['shop.example.com']);
    expect(domains('certificate').map(({ managed }) => managed as Attributes)).toEqual(
      ['*.shop.example.com', 'shop.example.com'].map((host) => ({
        domains: [host],
        dns_authorizations: [
          '${google_certificate_manager_dns_authorization.load_balancer_certificate_shop_example_com_authorization.id}',
        ],
      })),
    );
    expect(domains('certificate_map_entry').map(({ hostname }) => hostname as string)).toEqual([
      '*.shop.example.com',
      'shop.example.com',
    ]);
    expect(stack.resource('google_dns_record_set.load_balancer_any__shop_example_com_a').name).toBe(
      '*.shop.example.com.',
    );
  });

  it('takes overrides of the edge stack, and knows no others', () => {
    const overridden = (google: object) => ({ overrides: { google } });
    const stack = edgeOf(overridden({ backendService: { compressionMode: 'AUTOMATIC' } }));
    expect(stack.resource('google_compute_backend_service.load_balancer_backend_service').compression_mode).toBe(
      'AUTOMATIC',
    );
    expect(() => stacksOf(overridden({ backend: {} }))).toThrow(/overrides\.google\.backend is unknown/);
  });

  it('puts the project in Cloud Armor Enterprise when asked, and only then', () => {
    const tier = 'google_compute_project_cloud_armor_tier.load_balancer_armor_tier';
    expect(edgeOf({ ddosProtection: 'advanced' }).resource(tier)).toMatchObject({
      project: 'acme-test',
      cloud_armor_tier: 'CA_ENTERPRISE_PAYGO',
    });
    expect(edge.addresses()).not.toContain(tier);
  });
});

describe('the gateway behind it', () => {
  const platform = platformOn('google', withBalancer({}));

  it('gets groups of endpoints by the name that the load balancer knows', () => {
    const { envoyService } = platform.manifest('EnvoyProxy', 'public').spec.provider.kubernetes as Attributes;
    expect(envoyService).toEqual({
      name: 'entry',
      type: 'ClusterIP',
      annotations: { 'cloud.google.com/neg': `{"exposed_ports":{"443":{"name":"${GROUP}"}}}` },
    });
  });

  it('trusts the two addresses that Google appends, and answers whether it lives', () => {
    expect(platform.manifest('ClientTrafficPolicy', 'public').spec).toMatchObject({
      clientIPDetection: { xForwardedFor: { numTrustedHops: 2 } },
      healthCheck: { path: '/healthz' },
    });
  });

  it('lets in Google’s front ends alone, which the firewall lets through to pods', () => {
    const policy = platform.resource('kubernetes_network_policy_v1.gateway_proxies_traffic');
    const [, clients] = policy.spec.ingress as Attributes[];
    const sources = (clients!.from as Attributes[]).map(({ ip_block }) => (ip_block as Attributes).cidr as string);
    expect(sources).toEqual(['35.191.0.0/16', '130.211.0.0/22']);
    expect(JSON.stringify(clients!.ports)).toContain('10443');
    const firewall = stacksOf()['acme-test-google']!.resource('google_compute_firewall.network_firewall_allow_health');
    expect(firewall).toMatchObject({ source_ranges: sources, allow: [{ protocol: 'tcp' }] });
    expect(firewall.destination_ranges).toHaveLength(2);
  });
});

describe('before an existing cluster', () => {
  const zonesOf = (google: object) => {
    const stack = edgeOf({}, { cluster: existingCluster(google) });
    const { dynamic } = stack.resource('google_compute_backend_service.load_balancer_backend_service');
    return [
      stack.json.data.google_container_cluster.load_balancer_cluster as Attributes,
      String(dynamic.backend.for_each),
    ] as const;
  };

  it('finds its zones by its name', () => {
    const [cluster, zones] = zonesOf({ name: 'shared' });
    expect(cluster).toMatchObject({ name: 'shared', location: 'us-central1' });
    expect(zones).not.toContain('concat');
  });

  it('adds the zone of a cluster in one', () => {
    const [cluster, zones] = zonesOf({ name: 'shared', location: 'us-central1-b' });
    expect(cluster).toMatchObject({ name: 'shared', location: 'us-central1-b' });
    expect(zones).toMatch(/concat\(.*node_locations.*\["us-central1-b"\]\)/);
  });
});

describe('what a load balancer on Google refuses', () => {
  const pools = (main: object) => ({ cluster: { version: '1.35', nodePools: { main: { size: 'large', ...main } } } });

  it.each<[RegExp, object, object]>([
    [
      /loadBalancer\.minTlsVersion cannot be "1\.3": SSL policies .* end at TLS 1\.2.*; take 1\.2/,
      { minTlsVersion: '1.3' },
      {},
    ],
    [
      /loadBalancer needs a node in each of the cluster's 3 zones, .* got nodes in 2: give one of cluster\.nodePools a max of 3 or more .*, or lower network\.zones/,
      {},
      pools({ min: 2, max: 2 }),
    ],
    [
      /loadBalancer must not serve \*\.shop\.example\.com beside cdns\.site, which serves shop\.example\.com/,
      {},
      {
        workloads: { web: routed('*.shop.example.com') },
        objectStores: { files: { public: true } },
        cdns: { site: { hosts: ['shop.example.com'], origin: { bucket: 'files' } } },
      },
    ],
    [/loadBalancer\.idleSeconds must be at most addons\.gateway\.idleSeconds 300, got 400/, { idleSeconds: 400 }, {}],
    [/loadBalancer\.healthCheck\.intervalSeconds/, { healthCheck: { intervalSeconds: 1 } }, {}],
  ])('%s', (message, loadBalancer, change) => {
    expect(problemsIn(loadBalancer, change)).toMatch(message);
  });

  it('warns of nothing where all fits', () => {
    expect(warningsIn()).toEqual([]);
  });

  it.each<[string, RegExp, object, object]>([
    ['zone-may-empty', /3 zones .* may go down to 2/, {}, pools({ min: 2, max: 6 })],
    ['cluster-of-others', /existing cluster/, {}, { cluster: existingCluster({ name: 'shared' }) }],
    [
      'firewall-of-others',
      /let 35\.191\.0\.0\/16 and 130\.211\.0\.0\/22 in .* TCP port 10443/,
      {},
      { network: EXISTING_NETWORK },
    ],
    ['project-enrolled', /project acme-test .* \$200 a month.*CA_STANDARD/, { ddosProtection: 'advanced' }, {}],
  ])('warns: %s', (code, message, loadBalancer, change) => {
    const found = warningsIn(loadBalancer, { ...change });
    expect(found).toEqual([
      expect.objectContaining({ code: `balancer/${code}`, message: expect.stringMatching(message) as unknown }),
    ]);
  });
});
