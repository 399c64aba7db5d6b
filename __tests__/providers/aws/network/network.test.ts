/** Network on AWS: resources and rules. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const environment = (network: object = {}, around: object = {}) =>
  on('aws', wholeWith({ network, cluster: null, databases: null, caches: null, objectStores: null, ...around }));
const stackOf = (network: object = {}, around: object = {}): Stack =>
  synth(environment(network, around))['acme-test-aws']!;
const byZone = (id: string) => [1, 2, 3].map((zone) => `${id}_${zone}`);

describe('resources', () => {
  it('are these', () => {
    const keys = { retire: ['databases', 'caches', 'stores', 'cluster', 'secrets'] };
    expect(stackOf({ zones: 3, nat: 'per-zone' }, { keys }).counts()).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_default_security_group: 1,
      aws_eip: 3,
      aws_flow_log: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_internet_gateway: 1,
      aws_nat_gateway: 3,
      aws_network_acl: 1,
      aws_network_acl_rule: 12,
      aws_route: 4,
      aws_route_table: 5,
      aws_route_table_association: 9,
      aws_security_group: 1,
      aws_subnet: 9,
      aws_vpc: 1,
      aws_vpc_endpoint: 5,
      aws_vpc_security_group_ingress_rule: 3,
      terraform_data: 2,
    });
  });

  it('with one NAT gateway are a subset of those with three', () => {
    const three = new Set(stackOf({ nat: 'per-zone' }).addresses());
    expect(
      stackOf({ nat: 'single' })
        .addresses()
        .filter((address) => !three.has(address)),
    ).toEqual([]);
  });
});

describe('tiers', () => {
  const stack = stackOf({ nat: 'single' });

  it('are subnets in each zone, tagged for load balancers, without public addresses', () => {
    expect(byZone('network_private').map((id) => stack.resource(`aws_subnet.${id}`).cidr_block)).toEqual([
      '10.0.0.0/19',
      '10.0.32.0/19',
      '10.0.64.0/19',
    ]);
    expect(stack.resource('aws_subnet.network_public_1').tags).toMatchObject({ 'kubernetes.io/role/elb': '1' });
    expect(stack.resource('aws_subnet.network_private_1').tags).toMatchObject({
      'kubernetes.io/role/internal-elb': '1',
    });
    expect(stack.all('aws_subnet').map((subnet) => subnet.map_public_ip_on_launch)).toEqual(Array(9).fill(false));
  });

  it('route the private tier to the NAT gateway, and the database tier nowhere', () => {
    const ways = stack.all('aws_route').map(({ route_table_id, nat_gateway_id }) => [route_table_id, nat_gateway_id]);
    expect(ways.filter(([, gateway]) => gateway)).toEqual(
      byZone('network_private').map((id) => [
        `\${aws_route_table.${id}_routes.id}`,
        '${aws_nat_gateway.network_nat_1.id}',
      ]),
    );
    expect(ways.flat()).not.toContain('${aws_route_table.network_database_routes.id}');
  });

  it('admit only the private tier and the database tier to the database tier, and not to all ports', () => {
    const rules = stack.all('aws_network_acl_rule').filter(({ egress }) => !egress);
    expect(rules.map(({ cidr_block }) => cidr_block)).toEqual([
      '10.0.0.0/19',
      '10.0.32.0/19',
      '10.0.64.0/19',
      '10.0.192.0/22',
      '10.0.196.0/22',
      '10.0.200.0/22',
    ]);
    for (const rule of rules)
      expect(rule).toMatchObject({ protocol: 'tcp', rule_action: 'allow', from_port: 1024, to_port: 65535 });
  });
});

describe('the way to the internet', () => {
  it('is absent without NAT, and nodes then call AWS through endpoints', () => {
    const stack = stackOf({ nat: 'none' });
    expect(stack.all('aws_nat_gateway')).toEqual([]);
    expect(
      stack
        .all('aws_vpc_endpoint')
        .map(({ service_name }) => service_name.split('.').slice(3).join('.'))
        .sort(),
    ).toEqual([
      'autoscaling',
      'ec2',
      'ecr.api',
      'ecr.dkr',
      'eks',
      'eks-auth',
      'elasticloadbalancing',
      'kms',
      'logs',
      's3',
      'secretsmanager',
      'sts',
    ]);
  });

  it('is closed by default: the default security group allows nothing', () => {
    expect(Object.keys(stackOf().resource('aws_default_security_group.network_default_security_group'))).not.toEqual(
      expect.arrayContaining(['ingress', 'egress']),
    );
  });
});

describe('flow logs', () => {
  it('are kept for retentionDays', () => {
    const stack = stackOf({ flowLogs: { retentionDays: 365, intervalSeconds: 60 } });
    expect(stack.resource('aws_flow_log.network_flow_log')).toMatchObject({
      max_aggregation_interval: 60,
      traffic_type: 'ALL',
    });
    expect(stack.resource('aws_cloudwatch_log_group.network_flow_log_group').retention_in_days).toBe(365);
    expect(stackOf({ flowLogs: false }).all('aws_flow_log')).toEqual([]);
  });
});

describe('the secondary network', () => {
  it('stands in the secondary region, with routes both ways', () => {
    const stack = stackOf({ secondaryCidr: '10.9.0.0/16' });
    expect(stack.resource('aws_vpc.network_secondary_vpc')).toMatchObject({
      cidr_block: '10.9.0.0/16',
      region: 'us-west-2',
    });
    expect(stack.resource('aws_vpc_peering_connection_accepter.network_secondary_peering_accepter')).toMatchObject({
      auto_accept: true,
      region: 'us-west-2',
    });
    const routes = stack.all('aws_route').filter(({ vpc_peering_connection_id }) => vpc_peering_connection_id);
    expect(routes.map(({ destination_cidr_block }) => destination_cidr_block)).toEqual([
      '10.9.0.0/16',
      '10.9.0.0/16',
      '10.9.0.0/16',
      '10.0.0.0/16',
    ]);
  });
});

describe('day two', () => {
  it('keeps the zones of subnets when AWS adds or closes one, and refuses a region with too few', () => {
    const stack = stackOf({ secondaryCidr: '10.9.0.0/16' });
    for (const subnet of stack.all('aws_subnet')) {
      expect(subnet.lifecycle).toEqual({ create_before_destroy: true, ignore_changes: ['availability_zone'] });
    }
    const [here, there] = Object.values<Attributes>(stack.json.data.aws_availability_zones);
    expect(here!.lifecycle.postcondition).toEqual([
      {
        condition: '${length(self.names) >= 3}',
        error_message:
          'The region offers this account ${length(self.names)} zones, and the network takes 3: set network.zones to as many.',
      },
    ]);
    expect(there!.lifecycle.postcondition[0].condition).toBe('${length(self.names) >= 3}');
  });

  it('moves no rule of the database tier when a zone is added', () => {
    const rules = (zones: number) => stackOf({ zones }).json.resource.aws_network_acl_rule as Attributes;
    expect(rules(3)).toMatchObject(rules(2));
  });
});

describe('access lists', () => {
  const strict = stackOf({ accessLists: {} });
  const said = (entries: Attributes[]): string[] =>
    entries.map(
      ({ rule_no, action, protocol, cidr_block, from_port, to_port, icmp_type }) =>
        `${rule_no} ${action} ${protocol} ${cidr_block} ${protocol === 'icmp' ? icmp_type : `${from_port}-${to_port}`}`,
    );
  const own = (rule: Attributes): string =>
    `${rule.rule_number} ${rule.egress ? 'out' : 'in'} ${rule.rule_action} ${rule.protocol} ${rule.cidr_block} ${rule.from_port}-${rule.to_port}`;

  it('are two lists beside that of the database tier, which stays', () => {
    expect(strict.counts()).toMatchObject({ aws_network_acl: 3, aws_network_acl_rule: 12 });
    const without = stackOf().json.resource as Attributes;
    expect(strict.json.resource.aws_network_acl_rule).toEqual(without.aws_network_acl_rule);
    expect(stackOf().counts()).toMatchObject({ aws_network_acl: 1 });
  });

  it('admit HTTP to the public tier, what nodes call through its gateways, and answers', () => {
    const acl = strict.resource('aws_network_acl.network_acl_public');
    expect(acl.subnet_ids).toEqual(byZone('network_public').map((id) => `\${aws_subnet.${id}.id}`));
    expect(said(acl.ingress as Attributes[])).toEqual([
      '100 allow tcp 0.0.0.0/0 80-80',
      '101 allow tcp 0.0.0.0/0 443-443',
      '102 allow -1 10.0.0.0/19 0-0',
      '103 allow -1 10.0.32.0/19 0-0',
      '104 allow -1 10.0.64.0/19 0-0',
      '111 allow tcp 0.0.0.0/0 1024-65535',
      '112 allow udp 0.0.0.0/0 1024-65535',
      '113 allow icmp 0.0.0.0/0 0',
      '32000 allow icmp 0.0.0.0/0 3',
    ]);
    expect(said(acl.egress as Attributes[])).toEqual(['111 allow -1 0.0.0.0/0 0-0', '32000 allow icmp 0.0.0.0/0 3']);
  });

  it('admit the network to the private tier, and answers', () => {
    const acl = strict.resource('aws_network_acl.network_acl_private');
    expect(acl.subnet_ids).toEqual(byZone('network_private').map((id) => `\${aws_subnet.${id}.id}`));
    expect(said(acl.ingress as Attributes[])).toEqual([
      '100 allow -1 10.0.0.0/16 0-0',
      '103 allow tcp 0.0.0.0/0 1024-65535',
      '104 allow udp 0.0.0.0/0 1024-65535',
      '105 allow icmp 0.0.0.0/0 0',
      '32000 allow icmp 0.0.0.0/0 3',
    ]);
  });

  it('have all arguments of an entry, as Terraform requires of objects', () => {
    for (const acl of strict.all('aws_network_acl').filter(({ ingress }) => ingress))
      for (const entry of [...acl.ingress, ...acl.egress] as Attributes[]) expect(Object.keys(entry)).toHaveLength(9);
  });

  it('have an entry for each port and range, in their order, and for answers', () => {
    const acl = stackOf({
      zones: 2,
      accessLists: {
        private: [
          { direction: 'in', allow: false, protocol: 'icmp', cidr: '192.0.2.0/24' },
          { direction: 'in', ports: [22, '8000-8999'], cidr: 'public' },
          { direction: 'out', protocol: 'udp', ports: [53], cidr: '192.0.2.53/32' },
        ],
      },
    }).resource('aws_network_acl.network_acl_private');
    expect(said(acl.ingress as Attributes[])).toEqual([
      '100 deny icmp 192.0.2.0/24 -1',
      '101 allow tcp 10.0.128.0/21 22-22',
      '102 allow tcp 10.0.136.0/21 22-22',
      '104 allow tcp 10.0.128.0/21 8000-8999',
      '105 allow tcp 10.0.136.0/21 8000-8999',
      '107 allow udp 192.0.2.53/32 1024-65535',
      '32000 allow icmp 0.0.0.0/0 3',
    ]);
    expect(said(acl.egress as Attributes[])).toEqual([
      '107 allow udp 192.0.2.53/32 53-53',
      '101 allow tcp 10.0.128.0/21 1024-65535',
      '102 allow tcp 10.0.136.0/21 1024-65535',
      '32000 allow icmp 0.0.0.0/0 3',
    ]);
  });

  it('admit clients to the gateway past a load balancer for TCP, which leaves them their addresses', () => {
    const cluster = { version: '1.35', nodePools: { main: { size: 'large', min: 1, max: 1 } } };
    const entrance = (around: object) =>
      said(
        stackOf({ accessLists: {} }, around).resource('aws_network_acl.network_acl_private').ingress as Attributes[],
      ).filter((entry) => /10080|10443/.test(entry));
    expect(entrance({ cluster })).toEqual([
      '106 allow tcp 0.0.0.0/0 10080-10080',
      '107 allow tcp 0.0.0.0/0 10443-10443',
    ]);
    expect(entrance({})).toEqual([]);
  });

  it('of the database tier that somebody wrote keep the calls inside the tier', () => {
    const rules = stackOf({
      zones: 2,
      accessLists: { database: [{ direction: 'in', ports: [5432], cidr: 'private' }] },
    }).all('aws_network_acl_rule');
    expect(rules.map(own).sort()).toEqual([
      '103 in allow tcp 10.0.192.0/22 1024-65535',
      '103 out allow tcp 10.0.192.0/22 1024-65535',
      '104 in allow tcp 10.0.196.0/22 1024-65535',
      '104 out allow tcp 10.0.196.0/22 1024-65535',
      '200 in allow tcp 10.0.0.0/19 5432-5432',
      '200 out allow tcp 10.0.0.0/19 1024-65535',
      '201 in allow tcp 10.0.32.0/19 5432-5432',
      '201 out allow tcp 10.0.32.0/19 1024-65535',
    ]);
  });

  it('of the database tier are those of the secondary region, too', () => {
    const stack = stackOf({
      secondaryCidr: '10.9.0.0/16',
      accessLists: { database: [{ direction: 'in', ports: [5432], cidr: '10.0.0.0/16' }] },
    });
    const there = stack.all('aws_network_acl_rule').filter(({ region }) => region === 'us-west-2');
    expect(there.map(own)).toContain('200 in allow tcp 10.0.0.0/16 5432-5432');
  });
});

describe('refused', () => {
  const zones = { targets: { aws: { zones: ['us-east-1a', 'us-east-1b'] } } };

  it.each<[string, object, object, string]>([
    [
      'a cluster in one zone',
      { zones: 1 },
      { cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 1, max: 1 } } } },
      'zones must be 2 or 3 with a cluster',
    ],
    [
      'a database in one zone',
      { zones: 1 },
      { databases: { postgres: { highAvailability: false } } },
      'zones must be 2 or 3 with databases',
    ],
    [
      'a zone twice',
      { zones: 2 },
      { targets: { aws: { zones: ['us-east-1a', 'us-east-1a'] } } },
      'network needs distinct zones in targets.aws.zones, got us-east-1a, us-east-1a',
    ],
    [
      'zones of another region, and their ids',
      { zones: 2 },
      { targets: { aws: { zones: ['us-east-1a', 'use1-az2', 'eu-west-1a'] } } },
      'network needs names of zones of us-east-1 in targets.aws.zones, such as us-east-1a, got use1-az2, eu-west-1a',
    ],
    [
      'more zones than the target names',
      { zones: 3 },
      zones,
      'zones must be at most the 2 zones that targets.aws.zones names, got 3',
    ],
  ])('%s', (_, network, around, message) => {
    const base = wholeWith({ network, caches: null, objectStores: null });
    const { cluster = null, databases = null, ...rest } = around as { cluster?: object; databases?: object };
    const input = on('aws', {
      ...base,
      cluster: cluster ?? undefined,
      databases: databases ? base.databases : {},
    } as typeof base);
    const targets =
      'targets' in rest ? { aws: { ...input.targets.aws, ...(rest as typeof zones).targets.aws } } : input.targets;
    expect(problemsOf({ ...input, targets } as typeof base).join('\n')).toContain(message);
  });

  it('no zones that the target names', () => {
    const input = environment({ zones: 2 });
    const stack = synth({ ...input, targets: { aws: { ...input.targets.aws!, zones: ['us-east-1b', 'us-east-1c'] } } })[
      'acme-test-aws'
    ]!;
    expect(stack.resource('aws_subnet.network_private_2').availability_zone).toBe('us-east-1c');
    expect(stack.json.data?.aws_availability_zones).toBeUndefined();
  });
});
