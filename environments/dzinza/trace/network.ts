/** "Network Architecture" of the design. */
import { differs, done, row, type Trace } from '../../../index';
import { accessLists } from '../../evidence/access-lists';
import { https } from './edge';

interface SecurityRule {
  readonly access: string;
  readonly direction: string;
  readonly destination_port_range: string;
  readonly destination_port_ranges: readonly string[];
  readonly source_address_prefix: string;
  readonly source_address_prefixes: readonly string[];
}

/** Whether from outside the network Front Door alone gets in, to the gateway's port, besides the cloud's health probes. */
const admitsFrontDoor = (rules: readonly SecurityRule[]): boolean => {
  const inbound = rules.filter(({ direction }) => direction === 'Inbound');
  const outside = inbound.filter(
    ({ access, source_address_prefix: from }) =>
      access === 'Allow' && /^[A-Z*]/.test(from) && from !== 'VirtualNetwork',
  );
  return (
    String(outside.map((rule) => [rule.source_address_prefix, rule.destination_port_range])) ===
      'AzureLoadBalancer,*,AzureFrontDoor.Backend,443' && inbound.at(-1)?.access === 'Deny'
  );
};

const PRIVATE = ['10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19'];

/** Whether the private tier may call PostgreSQL, and nobody else but the tier itself and the cloud's health probes. */
const admitsPrivateTier = (rules: readonly SecurityRule[]): boolean => {
  const inbound = rules.filter(({ direction }) => direction === 'Inbound');
  const last = inbound.at(-1);
  return (
    String(inbound[0]?.source_address_prefixes) === String(PRIVATE) &&
    Boolean(inbound[0]?.destination_port_ranges.includes('5432')) &&
    !inbound.some(
      ({ access, source_address_prefix: from }) => access === 'Allow' && ['*', 'Internet'].includes(from),
    ) &&
    last?.access === 'Deny' &&
    last.source_address_prefix === '*'
  );
};

export const network: Trace['rows'] = [
  row(
    '134-136',
    'an internet gateway; public subnets, with a NAT gateway in each zone',
    done({
      aws: {
        'aws_internet_gateway.network_internet_gateway.vpc_id': '${aws_vpc.network.id}',
        'aws_route.network_public_route.[destination_cidr_block, gateway_id]': [
          '0.0.0.0/0',
          '${aws_internet_gateway.network_internet_gateway.id}',
        ],
        'aws_nat_gateway.*.subnet_id': [1, 2, 3].map((zone) => `\${aws_subnet.network_public_${zone}.id}`),
      },
      google: {
        'google_compute_route.network_internet_route.[dest_range, next_hop_gateway]': [
          '0.0.0.0/0',
          'default-internet-gateway',
        ],
        // Cloud NAT belongs to the region: an address for each zone.
        'length(google_compute_router_nat.network_nat.nat_ips)': 3,
        'google_compute_subnetwork.network_public_1.region': 'us-west1',
      },
      azurerm: {
        'azurerm_nat_gateway.*.sku_name': ['StandardV2'],
        "length(values(azurerm_subnet)[?contains(name, 'public')])": 3,
      },
    }),
  ),
  row(
    '138',
    'private subnets for the application, out by NAT',
    done({
      aws: {
        'aws_route.network_nat_route_1.[route_table_id, nat_gateway_id]': [
          '${aws_route_table.network_private_1_routes.id}',
          '${aws_nat_gateway.network_nat_1.id}',
        ],
        'aws_subnet.network_private_1.[cidr_block, map_public_ip_on_launch]': ['10.0.0.0/19', false],
      },
      google: {
        'google_compute_router_nat.network_nat.subnetwork[*].name': [
          '${google_compute_subnetwork.network_private_1.id}',
        ],
        'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.0.0.0/17',
      },
      azurerm: {
        'azurerm_subnet_nat_gateway_association.network_private_1_nat.[subnet_id, nat_gateway_id]': [
          '${azurerm_subnet.network_private_1.id}',
          '${azurerm_nat_gateway.network_nat.id}',
        ],
        'azurerm_subnet.network_private_1.[address_prefixes[0], default_outbound_access_enabled]': [
          '10.0.0.0/19',
          false,
        ],
      },
    }),
  ),
  row(
    '140',
    'database subnets without a way to the internet',
    done({
      aws: {
        "values(aws_route)[?contains(route_table_id, 'database')] | length(@)": 0,
        'aws_db_instance.postgres.publicly_accessible': false,
      },
      google: {
        "google_compute_router_nat.network_nat.subnetwork[?contains(name, 'database')] | length(@)": 0,
        'google_sql_database_instance.postgres.settings.ip_configuration.ipv4_enabled': false,
      },
      azurerm: {
        "values(azurerm_subnet_nat_gateway_association)[?contains(subnet_id, 'database')] | length(@)": 0,
        'azurerm_postgresql_flexible_server.postgres.public_network_access_enabled': false,
      },
    }),
  ),
  // On Google and Azure a load balancer is of no network: it takes what its rules and routes name, and nothing else.
  row(
    '144',
    'a security group for the balancer: 80 and 443 from the internet',
    differs(
      'behind CloudFront, which clients reach at 80 and 443, the balancer is internal and lets in CloudFront alone',
      {
        aws: {
          'aws_lb.load_balancer.security_groups': ['${aws_security_group.load_balancer_security_group.id}'],
          "values(aws_vpc_security_group_ingress_rule)[?security_group_id == '${aws_security_group.load_balancer_security_group.id}'].[prefix_list_id, cidr_ipv4, from_port, to_port]":
            [['${data.aws_ec2_managed_prefix_list.load_balancer_cloud_front.id}', null, 443, 443]],
          'data.aws_ec2_managed_prefix_list.load_balancer_cloud_front.name':
            'com.amazonaws.global.cloudfront.origin-facing',
          "values(aws_vpc_security_group_egress_rule)[?security_group_id == '${aws_security_group.load_balancer_security_group.id}'].[referenced_security_group_id, cidr_ipv4, from_port, to_port]":
            [['${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}', null, 10_443, 10_443]],
        },
        edge: {
          google: {
            "values(google_compute_global_forwarding_rule)[?contains(target, 'load_balancer')].port_range | sort(@)": [
              '443',
              '443',
              '80',
              '80',
            ],
          },
          azurerm: {
            'azurerm_cdn_frontdoor_route.load_balancer_route.[supported_protocols, patterns_to_match]': [
              ['Http', 'Https'],
              ['/*'],
            ],
          },
        },
      },
      https('production'),
    ),
  ),
  row(
    '145',
    'pods of the application are called by the gateway and by callers that are named',
    done({
      cluster: {
        'NetworkPolicy."production/default-deny".spec.policyTypes': ['Ingress', 'Egress'],
        'NetworkPolicy."dzinza-web".spec.ingress': [
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway' } } }],
            // The mesh's tunnel too, through which calls to other ports are not authorized.
            ports: [
              { protocol: 'TCP', port: 3000 },
              { protocol: 'TCP', port: 15_008 },
            ],
          },
          { from: [{ ipBlock: { cidr: '169.254.7.127/32' } }] },
        ],
        'AuthorizationPolicy."dzinza-web".spec.rules': [
          { from: [{ source: { namespaces: ['gateway'] } }], to: [{ operation: { ports: ['3000'] } }] },
        ],
      },
    }),
  ),
  row(
    '145',
    'nodes are called by the balancer alone, at the port of the gateway',
    done({
      aws: {
        "values(aws_vpc_security_group_ingress_rule)[?security_group_id == '${aws_eks_cluster.cluster.vpc_config[0].cluster_security_group_id}'].[referenced_security_group_id || cidr_ipv4, from_port, to_port]":
          [
            // The Kubernetes API, which has the group, too.
            ...PRIVATE.map((cidr) => [cidr, 443, 443]),
            ['${aws_security_group.load_balancer_security_group.id}', 10_443, 10_443],
          ],
      },
      google: {
        // Of what comes before the rule that refuses the rest; its own probes are Google's alone.
        "values(google_compute_firewall)[?direction == 'INGRESS' && allow && priority < `299`].source_ranges[]": [
          '35.191.0.0/16',
          '130.211.0.0/22',
          '209.85.152.0/22',
          '209.85.204.0/22',
          '10.0.0.0/16',
          '172.24.0.0/14',
        ],
        'google_compute_firewall.network_list_private_in_rest.[priority, source_ranges, destination_ranges, deny[0].protocol]':
          [299, ['0.0.0.0/0'], ['10.0.0.0/17', '172.24.0.0/14'], 'all'],
      },
      azurerm: { 'azurerm_network_security_group.network_private.security_rule': admitsFrontDoor },
      cluster: {
        // Rules for addresses outside of the cluster, beside the one for the kubelet.
        'NetworkPolicy."gateway-proxies-traffic".spec.ingress[?!from || from[?ipBlock]].ports[].port': [10_443],
        // On Azure every profile of Front Door has the same addresses: the gateway knows its own by its id.
        '[EnvoyProxy.public.spec.provider.kubernetes.envoyService.type, SecurityPolicy.public.spec.authorization.[defaultAction, rules[].principal.headers[].name]]':
          ([type, authorization]: readonly [string, unknown]) =>
            type === 'ClusterIP' || JSON.stringify(authorization) === '["Deny",["X-Azure-FDID"]]',
      },
    }),
  ),
  row(
    '146',
    'the database is called by the application alone',
    done({
      aws: {
        "values(aws_vpc_security_group_ingress_rule)[?security_group_id=='${aws_security_group.postgres_access.id}'].[cidr_ipv4, from_port, to_port]":
          PRIVATE.map((cidr) => [cidr, 5432, 5432]),
      },
      google: {
        'google_compute_firewall.network_database_allow.source_ranges': ['10.0.0.0/17', '172.24.0.0/14'],
        'google_compute_firewall.network_database_deny.[direction, deny[0].protocol]': ['EGRESS', 'all'],
      },
      azurerm: { 'azurerm_network_security_group.network_database.security_rule': admitsPrivateTier },
      cluster: {
        'NetworkPolicy.["dzinza-web"][].spec.egress[].ports[].port': (ports: unknown[]) => !ports.includes(5432),
        'NetworkPolicy."dzinza-api".spec.egress[].ports[].port': (ports: unknown[]) => ports.includes(5432),
      },
    }),
  ),
  row(
    '149-150',
    'controls of subnets: the database tier takes what the private tier sends, and nothing else',
    done({
      aws: {
        'aws_network_acl.network_database_acl.subnet_ids': [1, 2, 3].map(
          (zone) => `\${aws_subnet.network_database_${zone}.id}`,
        ),
        'aws_network_acl_rule.[network_database_acl_in_1, network_database_acl_in_2, network_database_acl_in_3][].cidr_block':
          PRIVATE,
      },
      azurerm: { 'azurerm_network_security_group.network_database.security_rule': admitsPrivateTier },
      because: 'Google has no lists by subnet: its firewall, of the row before, filters by ranges',
    }),
  ),
  row('149-150', 'controls of subnets: lists of the public and private tiers', done(accessLists)),
  row(
    '151',
    'denied connections are logged',
    done({
      aws: { 'aws_flow_log.network_flow_log.traffic_type': 'ALL' },
      google: {
        'google_compute_firewall.[network_list_private_in_rest, network_list_public_in_rest, network_database_deny][].log_config.metadata':
          Array.from({ length: 3 }, () => 'EXCLUDE_ALL_METADATA'),
      },
      azurerm: {
        'azurerm_network_watcher_flow_log.network_flow_logs.[enabled, traffic_analytics.enabled]': [true, true],
      },
    }),
  ),
];
