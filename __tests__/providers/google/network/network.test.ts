/** A network on Google: its resources, their arguments, and what is refused. */
import { on, wholeWith } from '../../../helpers/environments';
import { servedWith } from '../../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const alone = { cluster: null, databases: null, caches: null, objectStores: null };
const withNetwork = (network: object, change: object = {}) => on('google', wholeWith({ ...alone, network, ...change }));
const stackOf = (network: object = {}, change: object = {}): Stack =>
  Object.values(synth(withNetwork(network, change)))[0]!;
const problems = (network: object, change: object = {}): string => problemsOf(withNetwork(network, change)).join('\n');
const target = (google: object) => ({ targets: { google } });
const subnets = {
  public: ['10.0.128.0/24', '10.0.129.0/24', '10.0.130.0/24'],
  private: ['10.0.0.0/20', '10.0.16.0/20', '10.0.32.0/20'],
  database: ['10.0.192.0/24', '10.0.193.0/24', '10.0.194.0/24'],
};

describe('the resources', () => {
  it('are a network with a subnetwork per tier, firewall, NAT and private access', () => {
    expect(
      stackOf()
        .addresses()
        .filter((address) => address.includes('.network')),
    ).toEqual([
      'google_compute_address.network_nat_address_1',
      'google_compute_firewall.network_database_allow',
      'google_compute_firewall.network_database_deny',
      'google_compute_firewall.network_firewall_allow_health',
      'google_compute_firewall.network_firewall_allow_private',
      'google_compute_firewall.network_firewall_deny',
      'google_compute_global_address.network_database_services',
      'google_compute_network.network',
      'google_compute_route.network_internet_route',
      'google_compute_route.network_private_access_route',
      'google_compute_router.network_router',
      'google_compute_router_nat.network_nat',
      'google_compute_subnetwork.network_database_1',
      'google_compute_subnetwork.network_private_1',
      'google_compute_subnetwork.network_public_1',
      'google_dns_managed_zone.network_private_access_artifactregistry_googleapis_com',
      'google_dns_managed_zone.network_private_access_cloudkms_googleapis_com',
      'google_dns_managed_zone.network_private_access_gcr_io',
      'google_dns_managed_zone.network_private_access_pkg_dev',
      'google_dns_managed_zone.network_private_access_secretmanager_googleapis_com',
      'google_dns_managed_zone.network_private_access_storage_googleapis_com',
      ...[
        'artifactregistry_googleapis_com',
        'cloudkms_googleapis_com',
        'gcr_io',
        'pkg_dev',
        'secretmanager_googleapis_com',
        'storage_googleapis_com',
      ].flatMap((domain) =>
        ['below', 'self'].map((part) => `google_dns_record_set.network_private_access_${domain}_${part}`),
      ),
      'google_logging_project_bucket_config.network_flow_logs',
      'google_logging_project_exclusion.network_flow_logs_log_exclusion',
      'google_logging_project_sink.network_flow_logs_log_sink',
      'google_service_networking_connection.network_database_connection',
    ]);
  });
});

describe('tiers', () => {
  const rangesOf = (stack: Stack) =>
    Object.fromEntries(
      Object.entries(stack.json.resource.google_compute_subnetwork as Attributes).map(
        ([id, { ip_cidr_range: range }]) => [id, range as string],
      ),
    );

  it('are one subnetwork each, because subnetworks span all zones', () => {
    expect(rangesOf(stackOf())).toEqual({
      network_private_1: '10.0.0.0/17',
      network_public_1: '10.0.128.0/18',
      network_database_1: '10.0.192.0/19',
    });
  });

  it('have the ranges given, each in a subnetwork of its own', () => {
    const stack = stackOf({ subnets });
    expect(Object.values(rangesOf(stack)).sort()).toEqual(Object.values(subnets).flat().sort());
    expect(stack.resource('google_compute_router_nat.network_nat').subnetwork).toHaveLength(3);
    expect(stack.outputs.network_private_subnet_ids).toHaveLength(3);
  });

  it('leave secondary ranges to GKE, and reach Google privately', () => {
    for (const subnetwork of stackOf().all('google_compute_subnetwork')) {
      expect(subnetwork).toMatchObject({
        private_ip_google_access: true,
        lifecycle: { ignore_changes: ['secondary_ip_range'] },
      });
    }
  });
});

describe('the route to the internet', () => {
  it('goes through Cloud NAT for the private tier and its pods alone', () => {
    const stack = stackOf();
    expect(stack.resource('google_compute_network.network')).toMatchObject({
      auto_create_subnetworks: false,
      delete_default_routes_on_create: true,
    });
    expect(stack.resource('google_compute_route.network_internet_route')).not.toHaveProperty('tags');
    expect(stack.resource('google_compute_router_nat.network_nat')).toMatchObject({
      nat_ip_allocate_option: 'MANUAL_ONLY',
      nat_ips: ['${google_compute_address.network_nat_address_1.id}'],
      source_subnetwork_ip_ranges_to_nat: 'LIST_OF_SUBNETWORKS',
      subnetwork: [
        { name: '${google_compute_subnetwork.network_private_1.id}', source_ip_ranges_to_nat: ['ALL_IP_RANGES'] },
      ],
      enable_dynamic_port_allocation: true,
      enable_endpoint_independent_mapping: false,
    });
  });

  it('has an address per zone, if asked', () => {
    expect(stackOf({ nat: 'per-zone' }).resource('google_compute_router_nat.network_nat').nat_ips).toHaveLength(3);
    const addresses = stackOf({ nat: 'per-zone', zones: 2 }).all('google_compute_address');
    expect(addresses).toHaveLength(2);
    // Google deletes none that Cloud NAT still uses.
    expect(addresses[1]).toMatchObject({ lifecycle: { create_before_destroy: true } });
  });

  it("is missing without NAT, except to Google's own services", () => {
    const stack = stackOf({ nat: 'none' });
    expect(stack.counts()).not.toHaveProperty('google_compute_router_nat');
    expect(stack.resource('google_compute_route.network_internet_route').tags).toEqual(['public']);
    expect(stack.resource('google_dns_managed_zone.network_private_access_googleapis_com').dns_name).toBe(
      'googleapis.com.',
    );
  });
});

describe('the database tier', () => {
  it('is a range connected by private services access', () => {
    const stack = stackOf();
    expect(stack.resource('google_compute_global_address.network_database_services')).toMatchObject({
      purpose: 'VPC_PEERING',
      address_type: 'INTERNAL',
      address: '10.200.0.0',
      prefix_length: 16,
    });
    expect(stack.resource('google_service_networking_connection.network_database_connection')).toMatchObject({
      service: 'servicenetworking.googleapis.com',
      reserved_peering_ranges: ['acme-test-network-database-services'],
      deletion_policy: 'ABANDON',
      depends_on: ['google_compute_global_address.network_database_services'],
    });
  });

  it('is called by the private tier and its pods alone', () => {
    const stack = stackOf();
    const destination = ['10.200.0.0/16', '10.0.192.0/19'];
    const deny = stack.resource('google_compute_firewall.network_database_deny');
    const allow = stack.resource('google_compute_firewall.network_database_allow');
    expect(deny).toMatchObject({ direction: 'EGRESS', destination_ranges: destination, deny: [{ protocol: 'all' }] });
    expect(deny).not.toHaveProperty('source_ranges');
    expect(allow).toMatchObject({
      direction: 'EGRESS',
      source_ranges: ['10.0.0.0/17', '172.24.0.0/14'],
      destination_ranges: destination,
      allow: [{ protocol: 'tcp', ports: ['1024-65535'] }],
    });
    expect(allow.priority).toBeLessThan(deny.priority as number);
  });

  it('has a range for the secondary region on the same connection', () => {
    const stack = stackOf({ secondaryCidr: '10.9.0.0/16' });
    expect(stack.resource('google_compute_global_address.network_secondary_services')).toMatchObject({
      address: '10.9.0.0',
      prefix_length: 16,
    });
    expect(stack.resource('google_service_networking_connection.network_database_connection')).toMatchObject({
      reserved_peering_ranges: ['acme-test-network-database-services', 'acme-test-network-secondary-services'],
      depends_on: [
        'google_compute_global_address.network_database_services',
        'google_compute_global_address.network_secondary_services',
      ],
    });
    expect(stack.resource('google_compute_firewall.network_database_deny').destination_ranges).toContain('10.9.0.0/16');
  });
});

describe('the firewall', () => {
  it('admits only the private tier and health checks', () => {
    const stack = stackOf();
    expect(stack.resource('google_compute_firewall.network_firewall_deny')).toMatchObject({
      direction: 'INGRESS',
      priority: 65_534,
      source_ranges: ['0.0.0.0/0'],
      deny: [{ protocol: 'all' }],
      log_config: { metadata: 'EXCLUDE_ALL_METADATA' },
    });
    expect(stack.resource('google_compute_firewall.network_firewall_allow_private').source_ranges).toEqual([
      '10.0.0.0/17',
      '172.24.0.0/14',
    ]);
    expect(stack.resource('google_compute_firewall.network_firewall_allow_health').source_ranges).toEqual([
      '35.191.0.0/16',
      '130.211.0.0/22',
    ]);
  });
});

describe('access lists', () => {
  const of = (accessLists: object, change: object = {}) => stackOf({ accessLists }, change);
  const said = (stack: Stack): string[] =>
    stack
      .all('google_compute_firewall')
      .filter(({ name }) => (name as string).startsWith('acme-test-list-'))
      .sort((a, b) => (a.direction as string).localeCompare(b.direction as string) || a.priority - b.priority)
      .map(
        ({ name, direction, priority, allow, deny, source_ranges: from = ['-'], destination_ranges: to = ['-'] }) => {
          const [{ protocol, ports = [] }] = (allow ?? deny) as [Attributes];
          return `${direction} ${priority} ${allow ? 'allow' : 'deny'} ${[protocol, ...ports].join(' ')}: ${from.join('+')} → ${to.join('+')} (${(name as string).slice(15)})`;
        },
      );
  const inside = '10.0.0.0/17+172.24.0.0/14';

  it('are firewall rules about the ranges of tiers, before those of GKE', () => {
    expect(said(of({}))).toEqual([
      `EGRESS 3000 allow all: ${inside} → 0.0.0.0/0 (private-out-allow-1)`,
      'EGRESS 3100 allow all: 10.0.128.0/18 → 0.0.0.0/0 (public-out-allow-1)',
      'INGRESS 100 allow tcp: 35.191.0.0/16+130.211.0.0/22+209.85.152.0/22+209.85.204.0/22 → - (probes)',
      `INGRESS 200 allow all: 10.0.0.0/16+172.24.0.0/14 → ${inside} (private-in-allow-1)`,
      `INGRESS 299 deny all: 0.0.0.0/0 → ${inside} (private-in-rest)`,
      'INGRESS 300 allow tcp 80 443: 0.0.0.0/0 → - (public-in-allow-1)',
      `INGRESS 301 allow all: ${inside} → - (public-in-allow-2)`,
      'INGRESS 399 deny all: 0.0.0.0/0 → - (public-in-rest)',
    ]);
  });

  it('add to the rules that every network has, so that nothing is open or closed while they come or go', () => {
    const [without, strict] = [stackOf(), of({})].map(
      ({ json }) => json.resource.google_compute_firewall as Attributes,
    );
    expect(strict).toMatchObject(without!);
    const lists = Object.keys(strict!).filter((id) => id.includes('_list_'));
    const rules = lists.filter((id) => !id.endsWith('_rest')).map((id) => `google_compute_firewall.${id}`);
    for (const id of lists.filter((one) => one.endsWith('_rest')))
      expect([...strict![id].depends_on].sort()).toEqual(rules.sort());
  });

  it('log what they refuse, with flow logs', () => {
    expect(of({}).resource('google_compute_firewall.network_list_private_in_rest').log_config).toEqual({
      metadata: 'EXCLUDE_ALL_METADATA',
    });
    const quiet = stackOf({ accessLists: {}, flowLogs: false });
    expect(quiet.resource('google_compute_firewall.network_list_private_in_rest')).not.toHaveProperty('log_config');
  });

  it('open nothing of nodes to clients of a load balancer that is outside of the network', () => {
    const balanced = servedWith(['www.shop.example.com'], {
      loadBalancer: {},
      network: { cidr: '10.0.0.0/16', accessLists: {} },
    });
    const stack = synth(on('google', balanced))['acme-test-google']!;
    expect(said(stack).filter((rule) => rule.includes('public-in'))).toEqual([
      'INGRESS 300 allow tcp 80 443: 0.0.0.0/0 → 10.0.128.0/18 (public-in-allow-1)',
      `INGRESS 301 allow all: ${inside} → 10.0.128.0/18 (public-in-allow-2)`,
      'INGRESS 399 deny all: 0.0.0.0/0 → - (public-in-rest)',
    ]);
  });

  it('ask calls to services once, for the list of the caller and that of the services', () => {
    const lists = {
      private: [
        { direction: 'in', protocol: 'all', cidr: '10.0.0.0/16' },
        { direction: 'out', allow: false, ports: [5000], cidr: 'database' },
        { direction: 'out', ports: ['5000-7000'], cidr: '0.0.0.0/0' },
        { direction: 'out', protocol: 'udp', cidr: '0.0.0.0/0' },
      ],
      database: [{ direction: 'in', ports: [5000, '6000-9000'], cidr: 'private' }],
    };
    const services = '10.200.0.0/16+10.0.192.0/19';
    expect(said(of(lists)).filter((rule) => rule.includes('EGRESS'))).toEqual([
      `EGRESS 100 deny tcp 5000: ${inside} → ${services} (database-in-deny-1)`,
      `EGRESS 101 allow tcp 5000 6000-7000: ${inside} → ${services} (database-in-allow-2)`,
      `EGRESS 102 deny tcp 5000-7000: ${inside} → ${services} (database-in-deny-3)`,
      `EGRESS 999 deny all: - → ${services} (database-in-rest)`,
      `EGRESS 3000 deny tcp 5000: ${inside} → ${services} (private-out-deny-1)`,
      `EGRESS 3001 allow tcp 5000-7000: ${inside} → 0.0.0.0/0 (private-out-allow-2)`,
      `EGRESS 3002 allow udp: ${inside} → 0.0.0.0/0 (private-out-allow-3)`,
      `EGRESS 3099 deny all: ${inside} → 0.0.0.0/0 (private-out-rest)`,
      'EGRESS 3100 allow all: 10.0.128.0/18 → 0.0.0.0/0 (public-out-allow-1)',
    ]);
  });
});

describe('private access', () => {
  const domains = (privateAccess: object) =>
    stackOf({ privateAccess })
      .all('google_dns_managed_zone')
      .map(({ dns_name: name }) => name as string)
      .sort();
  const off = { objectStorage: false, registry: false, secrets: false };

  it('can be chosen per service', () => {
    expect(domains({ ...off, objectStorage: true })).toEqual(['storage.googleapis.com.']);
    expect(domains({ ...off, registry: true })).toEqual(['artifactregistry.googleapis.com.', 'gcr.io.', 'pkg.dev.']);
    expect(domains({ ...off, secrets: true })).toEqual(['cloudkms.googleapis.com.', 'secretmanager.googleapis.com.']);
    expect(stackOf({ privateAccess: off }).counts()).not.toHaveProperty('google_dns_record_set');
  });

  it('answers with addresses that are routed to Google', () => {
    const stack = stackOf();
    expect(stack.resource('google_dns_record_set.network_private_access_pkg_dev_below')).toMatchObject({
      name: '*.pkg.dev.',
      type: 'A',
      rrdatas: ['199.36.153.8', '199.36.153.9', '199.36.153.10', '199.36.153.11'],
    });
    expect(stack.resource('google_compute_route.network_private_access_route').dest_range).toBe('199.36.153.8/30');
  });
});

describe('flow logs', () => {
  it('are of every subnetwork, and kept for the days asked for', () => {
    const stack = stackOf({ flowLogs: { retentionDays: 7, intervalSeconds: 60 } });
    for (const subnetwork of stack.all('google_compute_subnetwork')) {
      expect(subnetwork.log_config).toEqual({
        aggregation_interval: 'INTERVAL_1_MIN',
        flow_sampling: 1,
        metadata: 'INCLUDE_ALL_METADATA',
      });
    }
    expect(stack.resource('google_logging_project_bucket_config.network_flow_logs').retention_days).toBe(7);
    const { filter, destination } = stack.resource('google_logging_project_sink.network_flow_logs_log_sink');
    expect(destination).toBe('logging.googleapis.com/${google_logging_project_bucket_config.network_flow_logs.id}');
    expect(filter).toContain('"acme-test-public-1" OR "acme-test-private-1" OR "acme-test-database-1"');
    expect(stack.resource('google_logging_project_exclusion.network_flow_logs_log_exclusion').filter).toBe(filter);
  });

  it('can be off', () => {
    const stack = stackOf({ flowLogs: false });
    expect(stack.text).not.toContain('log_config": {\n            "aggregation');
    for (const subnetwork of stack.all('google_compute_subnetwork'))
      expect(subnetwork).not.toHaveProperty('log_config');
    expect(stack.counts()).not.toHaveProperty('google_logging_project_sink');
  });
});

describe('an existing network', () => {
  const existing = { google: { id: 'shared', privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/20'] } };
  const stack = Object.values(synth(on('google', { ...wholeWith({}), network: { existing } })))[0]!;

  it('is looked up, and nothing in it is created', () => {
    expect(stack.json.data.google_compute_network.network).toMatchObject({ name: 'shared' });
    expect(stack.json.data.google_compute_subnetwork.network_private_1).toMatchObject({
      name: 'nodes',
      region: 'us-central1',
    });
    expect(Object.keys(stack.counts()).filter((type) => type.startsWith('google_compute'))).toEqual([]);
  });

  it('contains everything', () => {
    const network = '${data.google_compute_network.network.id}';
    expect(stack.resource('google_sql_database_instance.postgres').settings.ip_configuration.private_network).toBe(
      network,
    );
    expect(stack.resource('google_redis_instance.redis').authorized_network).toBe(network);
    expect(stack.resource('google_container_cluster.cluster').subnetwork).toBe(
      '${data.google_compute_subnetwork.network_private_1.id}',
    );
  });
});

describe('refuses', () => {
  it.each([
    [
      'more zones than the target names',
      { zones: 3 },
      target({ zones: ['us-central1-a'] }),
      'zones must be at most the 1 zones that targets.google.zones names, got 3',
    ],
    [
      'a range for managed services inside the network',
      { cidr: '10.200.0.0/16' },
      {},
      'must leave targets.google.servicesCidr 10.200.0.0/16 free, where Google places managed services; network.cidr is 10.200.0.0/16',
    ],
    [
      'pods inside the network',
      {},
      target({ podCidr: '10.0.0.0/14' }),
      'cidr must not overlap targets.google.podCidr 10.0.0.0/14, the range of pods; got 10.0.0.0/16',
    ],
    [
      'pods in a public range',
      {},
      target({ podCidr: '8.0.0.0/14' }),
      'must have pods in a private range, got targets.google.podCidr 8.0.0.0/14',
    ],
    [
      'managed services outside RFC 1918',
      { secondaryCidr: '100.72.0.0/16' },
      {},
      'secondaryCidr must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 with a prefix of at most 24 bits: Google places managed services there; got 100.72.0.0/16',
    ],
    [
      'a range for managed services that is too small',
      {},
      target({ servicesCidr: '10.200.0.0/25' }),
      'targets.google.servicesCidr must lie in 10.0.0.0/8',
    ],
    [
      'a range in the secondary region beside the network of another environment',
      { secondaryCidr: '10.9.0.0/16', joinedWith: { google: { network: 'shop' } } },
      {},
      'secondaryCidr must be left out on Google with joinedWith, got 10.9.0.0/16: the network "shop", in which this one is, has the connection to managed services, and no part in this range. Leave it out, or set it to null in differences.google, and have no read replicas in the secondary region on Google',
    ],
    [
      'managed services in the internal range of Cloud SQL',
      {},
      target({ servicesCidr: '172.17.0.0/16' }),
      'targets.google.servicesCidr must not overlap 172.17.0.0/16',
    ],
    [
      'a network that Cloud SQL cannot answer',
      { cidr: '172.17.0.0/16' },
      {
        databases: {
          postgres: { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'acme', owner: 'acme' },
        },
      },
      'cidr must not overlap 172.17.0.0/16 with databases',
    ],
    [
      'nodes that cannot reach their images',
      { nat: 'none', privateAccess: { registry: false } },
      { cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 3, max: 6 } } } },
      'privateAccess.registry must be true with nat "none" and a cluster',
    ],
    [
      'a first range that is too small for the nodes',
      { subnets: { ...subnets, private: ['10.0.0.0/27', '10.0.16.0/20', '10.0.32.0/20'] } },
      { cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 3, max: 60 } } } },
      'subnets.private.0 must hold all nodes, 61 with those of an upgrade',
    ],
  ])('%s', (_, network, change, message) => {
    expect(problems(network, change)).toContain(message);
  });
});
