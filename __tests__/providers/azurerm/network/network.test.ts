/** Network on Azure. */
import {
  addressesOf,
  type Attributes,
  base,
  changed,
  postgres,
  problemsOf,
  synth,
} from '../../../helpers/azurerm/environment';

/** Without a key there is no vault, which would be reached by an address in the network. */
const keys = { retire: ['databases', 'caches', 'stores', 'cluster'] };
const one = (nat: string) => synth(changed({ keys, network: { zones: 2, nat } }));

const LEAST = [
  'log_analytics_workspace.network_flow_logs_workspace',
  'nat_gateway.network_nat',
  'nat_gateway_public_ip_association.network_nat_association',
  'network_security_group.network_database',
  'network_security_group.network_endpoint',
  'network_security_group.network_private',
  'network_security_group.network_public',
  'network_watcher_flow_log.network_flow_logs',
  'private_dns_zone.network_registry_zone',
  'private_dns_zone_virtual_network_link.network_registry_zone_link',
  'public_ip.network_nat_address',
  'storage_account.network_flow_logs_storage',
  ...['database_1', 'database_2', 'endpoint_1', 'private_1', 'private_2', 'public_1', 'public_2'].map(
    (id) => `subnet.network_${id}`,
  ),
  'subnet_nat_gateway_association.network_private_1_nat',
  'subnet_nat_gateway_association.network_private_2_nat',
  ...['database_1', 'database_2', 'endpoint_1', 'private_1', 'private_2', 'public_1', 'public_2'].map(
    (id) => `subnet_network_security_group_association.network_${id}_guard`,
  ),
  'virtual_network.network',
];

test('a network of two zones consists of these resources', () => {
  expect(addressesOf(one('single'), 'network')).toEqual(LEAST);
});

test('one gateway spans all zones, so that nothing changes between one and one per zone', () => {
  const [single, perZone] = [one('single'), one('per-zone')];
  expect(perZone.json.resource).toEqual(single.json.resource);
  expect(single.resource('azurerm_nat_gateway.network_nat')).toMatchObject({ sku_name: 'StandardV2' });
  expect(single.resource('azurerm_nat_gateway.network_nat').zones).toBeUndefined();
  expect(single.resource('azurerm_public_ip.network_nat_address')).toMatchObject({
    sku: 'StandardV2',
    allocation_method: 'Static',
  });
  for (const subnet of [1, 2])
    expect(single.resource(`azurerm_subnet_nat_gateway_association.network_private_${subnet}_nat`).nat_gateway_id).toBe(
      '${azurerm_nat_gateway.network_nat.id}',
    );
});

test('where Azure has no gateway over all zones, it is in one', () => {
  const { resource } = synth(changed({ targets: { azurerm: { region: 'qatarcentral' } } }));
  expect(resource('azurerm_nat_gateway.network_nat').sku_name).toBe('Standard');
  expect(resource('azurerm_public_ip.network_nat_address').sku).toBe('Standard');
});

test('in a region without zones, the storage account has none', () => {
  const { resource } = synth(changed({ targets: { azurerm: { region: 'northcentralus' } } }));
  expect(resource('azurerm_storage_account.network_flow_logs_storage').account_replication_type).toBe('LRS');
});

test('without NAT, flow logs and private access there is no gateway, storage or zone', () => {
  const { addresses } = synth(
    changed({ keys, network: { nat: 'none', flowLogs: false, privateAccess: { registry: false } } }),
  );
  expect(addresses.filter((address) => /nat|public_ip|storage|dns|workspace/.test(address))).toEqual([]);
});

test('subnets of a tier come one after another: those that wait for the network would take the places of others', () => {
  const { json } = synth(changed({}));
  expect(json.resource.azurerm_subnet.network_private_1).not.toHaveProperty('depends_on');
  expect(json.resource.azurerm_subnet.network_private_2.depends_on).toEqual(['azurerm_subnet.network_private_1']);
});

test('no subnet has a way out of its own, and the database tier is delegated', () => {
  const { json } = one('single');
  for (const subnet of Object.values(json.resource.azurerm_subnet as Attributes))
    expect(subnet.default_outbound_access_enabled).toBe(false);
  expect(json.resource.azurerm_subnet.network_database_1).toMatchObject({
    address_prefixes: ['10.0.192.0/22'],
    service_endpoints: ['Microsoft.Storage'],
    delegation: [{ service_delegation: { name: 'Microsoft.DBforPostgreSQL/flexibleServers' } }],
  });
});

test('databases admit the private tier alone, and reach Storage, Entra and the vault', () => {
  const rules = one('single').resource('azurerm_network_security_group.network_database').security_rule as Attributes[];
  const said = rules.map(
    (rule) =>
      `${rule.priority} ${rule.direction} ${rule.access} ${[rule.source_address_prefix, ...rule.source_address_prefixes].filter(Boolean).join('+')} to ${[rule.destination_address_prefix, ...rule.destination_address_prefixes].filter(Boolean).join('+')}:${[rule.destination_port_range, ...rule.destination_port_ranges].filter(Boolean).join('+')}`,
  );
  const tier = '10.0.192.0/22+10.0.196.0/22';
  expect(said).toEqual([
    `100 Inbound Allow 10.0.0.0/19+10.0.32.0/19 to ${tier}:5432+6432`,
    `110 Inbound Allow ${tier} to ${tier}:5432+6432`,
    '120 Inbound Allow AzureLoadBalancer to *:*',
    '130 Inbound Deny * to *:*',
    `140 Outbound Allow ${tier} to ${tier}:5432+6432`,
    `150 Outbound Allow ${tier} to Storage:443`,
    `160 Outbound Allow ${tier} to AzureActiveDirectory:443`,
    `170 Outbound Allow ${tier} to AzureKeyVault:443`,
    '180 Outbound Deny * to *:*',
  ]);
});

test('every rule of a security group has all its arguments, as Terraform requires of objects', () => {
  const groups = Object.values(one('single').json.resource.azurerm_network_security_group as Attributes);
  for (const rule of groups.flatMap((group) => group.security_rule as Attributes[]))
    expect(Object.keys(rule)).toHaveLength(16);
});

describe('the private tier', () => {
  const inbound = (change: object = {}) =>
    (
      synth(changed({ network: { zones: 1 }, ...change })).resource('azurerm_network_security_group.network_private')
        .security_rule as Attributes[]
    )
      .filter((rule) => rule.direction === 'Inbound')
      .map(
        (rule) =>
          `${rule.access} ${rule.source_address_prefix} to ${rule.destination_address_prefix}:${[rule.destination_port_range, ...rule.destination_port_ranges].filter(Boolean).join('+')}`,
      );

  it('is closed to the internet', () => {
    expect(inbound()).toEqual([
      'Allow VirtualNetwork to VirtualNetwork:*',
      'Allow AzureLoadBalancer to *:*',
      'Deny * to *:*',
    ]);
  });

  it('admits traffic for public services of a cluster, which has the address of their load balancer', () => {
    expect(inbound({ cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 1, max: 2 } } } })).toEqual([
      'Allow VirtualNetwork to VirtualNetwork:*',
      'Allow 100.64.0.0/14 to *:*',
      'Allow 10.0.0.0/19 to 100.64.0.0/14:*',
      'Allow AzureLoadBalancer to *:*',
      'Allow Internet to *:80+443',
      'Deny * to *:*',
    ]);
  });
});

test('names that AKS uses as labels are short enough, however long those of the environment', () => {
  const long = { system: 'a'.repeat(30), environment: 'b'.repeat(30) };
  const { json } = synth(changed({ ...long, network: { zones: 1 } }));
  for (const type of ['resource_group', 'virtual_network', 'subnet'])
    for (const { name } of Object.values(json.resource[`azurerm_${type}`] as Attributes))
      expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
});

test('records of a minute stay in the storage account; ten minutes are aggregated in a workspace', () => {
  const minute = synth(changed({ network: { flowLogs: { intervalSeconds: 60, retentionDays: 7 } } }));
  expect(minute.addresses.filter((address) => address.includes('workspace.network'))).toEqual([]);
  expect(minute.resource('azurerm_network_watcher_flow_log.network_flow_logs')).toMatchObject({
    network_watcher_name: 'NetworkWatcher_eastus',
    resource_group_name: 'NetworkWatcherRG',
    retention_policy: { enabled: true, days: 7 },
  });
  const sums = synth(base);
  expect(sums.resource('azurerm_network_watcher_flow_log.network_flow_logs').traffic_analytics).toMatchObject({
    interval_in_minutes: 10,
  });
  expect(sums.resource('azurerm_log_analytics_workspace.network_flow_logs_workspace').retention_in_days).toBe(90);
});

test('the storage account of flow logs is as hard as one of a bucket, and an older one stays', () => {
  expect(synth(base).resource('azurerm_storage_account.network_flow_logs_storage')).toMatchObject({
    infrastructure_encryption_enabled: true,
    blob_properties: {
      delete_retention_policy: { days: 7, permanent_delete_enabled: false },
      container_delete_retention_policy: { days: 7 },
    },
    sas_policy: { expiration_period: '01.00:00:00', expiration_action: 'Log' },
    lifecycle: { ignore_changes: ['infrastructure_encryption_enabled'] },
  });
});

test('a second range is a network in the secondary region, peered both ways, that resolves the same names', () => {
  const stack = synth(changed({ network: { secondaryCidr: '10.8.0.0/16' }, databases: { postgres } }));
  expect(addressesOf(stack, 'network_secondary').filter((address) => !address.startsWith('subnet'))).toEqual([
    'network_security_group.network_secondary_database',
    'virtual_network.network_secondary',
    'virtual_network_peering.network_secondary_peering_back',
    'virtual_network_peering.network_secondary_peering_out',
  ]);
  expect(stack.resource('azurerm_virtual_network.network_secondary').location).toBe('westus');
  expect(stack.addresses).toContain(
    'azurerm_private_dns_zone_virtual_network_link.network_postgres_zone_secondary_link',
  );
});

test('an existing network is looked up by names', () => {
  const network = {
    cidr: null,
    existing: {
      azurerm: { id: 'shared/hub', privateSubnets: ['nodes'], databaseSubnets: ['pg'], privateCidrs: ['10.0.0.0/16'] },
    },
  };
  const { json, resource } = synth(
    changed({ network, databases: { postgres }, caches: { redis: { version: '7', size: 'small' } } }),
  );
  expect(json.data.azurerm_virtual_network.network).toMatchObject({ name: 'hub', resource_group_name: 'shared' });
  expect(resource('azurerm_postgresql_flexible_server.postgres').delegated_subnet_id).toBe(
    '${data.azurerm_subnet.network_pg.id}',
  );
  expect(resource('azurerm_private_endpoint.redis_endpoint').subnet_id).toBe('${data.azurerm_subnet.network_nodes.id}');
});

describe('access lists', () => {
  const cluster = { version: '1.35', nodePools: { main: { size: 'large', min: 1, max: 2 } } };
  const said = (group: string, network: object, change: object = {}) =>
    (
      synth(changed({ network: { zones: 1, ...network }, ...change })).resource(
        `azurerm_network_security_group.network_${group}`,
      ).security_rule as Attributes[]
    ).map((rule) => {
      const values = (one: string, several: string): string => [rule[one], ...rule[several]].filter(Boolean).join('+');
      const from = values('source_address_prefix', 'source_address_prefixes');
      const to = values('destination_address_prefix', 'destination_address_prefixes');
      const ports = values('destination_port_range', 'destination_port_ranges');
      return `${rule.direction} ${rule.access} ${rule.protocol} ${from} → ${to}:${ports} (${rule.name})`;
    });
  const nodes = '10.0.0.0/19+100.64.0.0/14';

  it('are the rules of the public tier, after what Azure needs', () => {
    expect(said('public', { accessLists: {} })).toEqual([
      'Inbound Allow Tcp GatewayManager → *:65200-65535 (gateway-manager)',
      'Inbound Allow * AzureLoadBalancer → *:* (health)',
      'Inbound Allow Tcp * → *:80+443 (public-in-1)',
      'Inbound Allow * 10.0.0.0/19 → *:* (public-in-2)',
      'Inbound Deny * * → *:* (public-in-others)',
      'Outbound Allow * * → *:* (public-out-1)',
    ]);
  });

  it('are the rules of the private tier, and those of the public tier for what load balancers send there', () => {
    expect(said('private', { accessLists: {} }, { cluster })).toEqual([
      'Inbound Allow * AzureLoadBalancer → *:* (health)',
      `Inbound Allow * 10.0.0.0/16+100.64.0.0/14 → ${nodes}:* (private-in-1)`,
      `Inbound Deny * * → ${nodes}:* (private-in-others)`,
      'Inbound Allow Tcp * → *:80+443 (public-in-1)',
      `Inbound Allow * ${nodes} → *:* (public-in-2)`,
      'Inbound Deny * * → *:* (public-in-others)',
      'Outbound Allow * * → *:* (private-out-1)',
    ]);
  });

  it('leave the internet out, where there is no cluster', () => {
    expect(said('private', { accessLists: {} }).slice(2, -1)).toEqual([
      'Inbound Deny * * → 10.0.0.0/19:* (private-in-others)',
      'Inbound Deny * * → *:* (deny-other-inbound)',
    ]);
  });

  it('of the database tier have what servers need, and what somebody wrote', () => {
    const tier = '10.0.192.0/22';
    expect(
      said('database', {
        accessLists: {
          database: [
            { direction: 'in', allow: false, protocol: 'icmp', cidr: '10.0.0.0/8' },
            { direction: 'in', ports: [5432], cidr: 'private' },
            { direction: 'out', protocol: 'udp', ports: ['100-200', 300], cidr: '10.9.0.0/16' },
          ],
        },
      }),
    ).toEqual([
      `Inbound Allow Tcp ${tier} → ${tier}:5432+6432 (servers-in)`,
      'Inbound Allow * AzureLoadBalancer → *:* (health)',
      'Inbound Deny Icmp 10.0.0.0/8 → *:* (database-in-1)',
      'Inbound Allow Tcp 10.0.0.0/19 → *:5432 (database-in-2)',
      'Inbound Deny * * → *:* (database-in-others)',
      `Outbound Allow Tcp ${tier} → ${tier}:5432+6432 (servers-out)`,
      `Outbound Allow Tcp ${tier} → Storage:443 (storage)`,
      `Outbound Allow Tcp ${tier} → AzureActiveDirectory:443 (azureactivedirectory)`,
      `Outbound Allow Tcp ${tier} → AzureKeyVault:443 (azurekeyvault)`,
      'Outbound Allow Udp * → 10.9.0.0/16:100-200+300 (database-out-1)',
      'Outbound Deny * * → *:* (database-out-others)',
    ]);
    expect(said('database', { accessLists: {} })).toEqual(said('database', {}));
  });
});

describe('refused', () => {
  test.each([
    [
      'more zones than the target has',
      { targets: { azurerm: { zones: ['1', '2'] } } },
      'network.zones must be at most the 2 zones that targets.azurerm.zones names, got 3',
    ],
    [
      'a zone twice',
      { network: { zones: 2 }, targets: { azurerm: { zones: ['1', '1'] } } },
      'network needs distinct zones in targets.azurerm.zones, got 1, 1',
    ],
    [
      'a gateway per zone in a region without zones',
      { network: { nat: 'per-zone' }, targets: { azurerm: { region: 'northcentralus' } } },
      'network.nat must be "single" or "none" in targets.azurerm.region northcentralus, which has no zones',
    ],
    [
      'a gateway per zone where gateways are in one zone',
      { network: { nat: 'per-zone' }, targets: { azurerm: { region: 'qatarcentral' } } },
      'network.nat must be "single" or "none" in targets.azurerm.region qatarcentral, where Azure has no gateways that survive the loss of a zone',
    ],
    [
      'flow logs for longer than a year',
      { network: { flowLogs: { retentionDays: 545 } } },
      'network.flowLogs.retentionDays cannot be 545: Network Watcher keeps records for at most a year; take 365 or less',
    ],
    [
      'more tags than a key takes',
      { tags: Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`Tag${i}`, 'x'])) },
      'network requires at most 11 entries in tags: keys and secrets of Azure take 15 tags, and 4 are set automatically; got 16 in all',
    ],
  ])('%s', (_, change, message) => {
    expect(problemsOf(changed(change))).toEqual([message]);
  });

  test('an existing network without its resource group', () => {
    const network = {
      cidr: null,
      existing: { azurerm: { id: 'hub', privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/16'] } },
    };
    expect(problemsOf(changed({ network }))).toEqual([
      'network.existing.azurerm.id must be "resourceGroup/virtualNetwork", got "hub"',
    ]);
  });
});
