/** Pilot lights with replicas of the first region's databases: where they are, what they follow, and what becomes of them. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { patch } from '../../../core/patch';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { RANGES } from '../../helpers/standby';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const SECOND = { aws: 'us-west-2', google: 'us-west1', azurerm: 'centralus' } as const;

const shop = baseWith({
  targets: { azurerm: { region: 'eastus2', secondaryRegion: SECOND.azurerm } },
  notifications: { ops: { email: 'ops@example.com' } },
  alarms: { critical: ['ops'] },
  databases: {
    postgres: { backups: { copyToSecondaryRegion: true }, highAvailability: true },
    scratch: {
      ...{ version: '17', size: 'medium', storage: { sizeGiB: 100 }, database: 'scratch', owner: 'scratch' },
      readReplicas: { near: {} },
    },
  },
});

const recovery = {
  rpoMinutes: 5,
  rtoMinutes: 120,
  expendable: ['redis', 'files', 'scratch'],
  mode: 'pilot-light',
  cidr: '10.77.0.0/16',
  databases: 'replicated',
};

const having = (change: object, more: object = {}): EnvironmentInput =>
  patch(shop, { recovery: { ...recovery, ...change }, differences: RANGES, ...more }) as EnvironmentInput;

const stacksOn = (cloud: CloudName, change: object): Record<string, Stack> => synth(on(cloud, having(change)));

const SERVERS = {
  aws: 'aws_db_instance',
  google: 'google_sql_database_instance',
  azurerm: 'azurerm_postgresql_flexible_server',
} as const;

const NAMES = { aws: 'identifier', google: 'name', azurerm: 'name' } as const;

describe.each(CLOUDS)('on %s', (cloud) => {
  const stacks = stacksOn(cloud, {});
  const first = stacks[`acme-test-${cloud}`]!;
  const standing = stacks[`acme-test-r-${cloud}`]!;
  const serving = stacksOn(cloud, { active: 'secondary' })[`acme-test-r-${cloud}`]!;
  const server = `${SERVERS[cloud]}.postgres`;

  it('a replica of each database that counts stands by, in the second region', () => {
    const servers = standing.addresses().filter((address) => address.startsWith(`${SERVERS[cloud]}.`));
    expect(servers).toEqual([server]);
    const place = { aws: undefined, google: SECOND.google, azurerm: SECOND.azurerm }[cloud];
    const { region = undefined, location = region } = standing.resource(server);
    expect(location).toBe(place);
    expect(JSON.stringify(standing.json.provider)).toContain(cloud === 'azurerm' ? '' : SECOND[cloud]);
  });

  it('it follows the server of the first region, by its name', () => {
    const name = first.resource(server)[NAMES[cloud]] as string;
    const followed = {
      aws: { replicate_source_db: `arn:aws:rds:us-east-1:123456789012:db:${name}` },
      google: { master_instance_name: name },
      azurerm: {
        create_mode: 'Replica',
        source_server_id: expect.stringMatching(
          new RegExp(`/resourceGroups/acme-test/providers/Microsoft.DBforPostgreSQL/flexibleServers/${name}$`),
        ),
      },
    }[cloud];
    expect(standing.resource(server)).toMatchObject(followed);
  });

  it('it follows the server by the name that the cloud knows, when that is renamed', () => {
    const { postgres } = shop.databases!;
    const databases = { postgres: null, sales: { ...postgres, formerly: ['postgres'] } };
    const { [`acme-test-r-${cloud}`]: renamed } = synth(on(cloud, having({}, { databases })));
    const followed = (stack: Stack, id: string) => {
      const { replicate_source_db, master_instance_name, source_server_id } = stack.resource(`${SERVERS[cloud]}.${id}`);
      return [replicate_source_db, master_instance_name, source_server_id];
    };
    expect(followed(renamed!, 'sales')).toEqual(followed(standing, 'postgres'));
  });

  it('it is told of when it is behind', () => {
    const behind = (stack: Stack) => stack.addresses().filter((address) => address.includes('replica_behind_postgres'));
    expect(behind(standing)).toHaveLength(1);
    expect(behind(serving)).toEqual([]);
  });

  it('it is promoted when the second region serves, and what does not count begins empty', () => {
    const expected = {
      aws: { replicate_source_db: undefined, multi_az: true },
      google: { master_instance_name: undefined, instance_type: 'CLOUD_SQL_INSTANCE' },
      azurerm: { replication_role: 'None', high_availability: { mode: 'ZoneRedundant' } },
    }[cloud];
    const promoted = serving.resource(server);
    expect(Object.fromEntries(Object.keys(expected).map((key) => [key, promoted[key]]))).toEqual(expected);
    expect(serving.addresses()).toContain(`${SERVERS[cloud]}.scratch`);
    expect(Object.keys(standing.resource('terraform_data.fixed')['for_each'] as Attributes)).toContain(
      'databases.postgres.restore',
    );
  });

  it('the address of nothing that stands by changes when it serves, but for what follows no more', () => {
    const after = new Set(serving.addresses());
    expect(standing.addresses().filter((address) => !after.has(address))).toMatchSnapshot();
  });

  it('its first region is as it was, but for what lets servers replicate', () => {
    const { databases: _, ...restored } = recovery;
    const before = synth(
      on(cloud, patch(shop, { recovery: { ...restored, rtoMinutes: null, rpoMinutes: 1440 } }) as EnvironmentInput),
    )[`acme-test-${cloud}`]!;
    const differing = first
      .addresses()
      .filter((address) => JSON.stringify(first.resource(address)) !== JSON.stringify(before.resource(address)));
    expect(differing).toEqual(cloud === 'azurerm' ? ['azurerm_network_security_group.network_database'] : []);
  });

  it('refuses it without a pilot light', () => {
    expect(problemsOf(on(cloud, having({ mode: 'restore', cidr: null }))).join('\n')).toMatch(
      /recovery has (differences, )?databases for what stands by/,
    );
  });

  it('refuses it where no database counts', () => {
    const expendable = [...recovery.expendable, 'postgres'];
    expect(problemsOf(on(cloud, having({ expendable }))).join('\n')).toContain(
      'recovery.databases must be "restored" where no database counts',
    );
  });

  it('says nothing of what databases begin with, unless differences do', () => {
    expect(problemsOf(on(cloud, having({ active: 'secondary' })))).toEqual([]);
    const differences = { databases: { postgres: { restore: 'done' } } };
    const { [`acme-test-r-${cloud}`]: done } = stacksOn(cloud, { active: 'secondary', differences });
    expect(done!.resource(server)['instance_type'] ?? done!.resource(server)['replication_role']).toBeUndefined();
  });
});

describe('the network of what stands by', () => {
  it('is in the one of the first region on Google, which has what there is one of', () => {
    const { 'acme-test-google': first, 'acme-test-r-google': second } = stacksOn('google', {});
    const network = `projects/${first!.resource('google_sql_database_instance.postgres')['project'] ?? 'acme-test'}/global/networks/${first!.resource('google_compute_network.network')['name']}`;
    const ofNetworks = second!
      .addresses()
      .filter((address) =>
        /^google_(compute_(network|route|global_address)|service_networking_connection|dns_managed_zone)\./.test(
          address,
        ),
      );
    expect(ofNetworks).toEqual([]);
    const { settings } = second!.resource('google_sql_database_instance.postgres') as { settings: Attributes };
    expect((settings['ip_configuration'] as Attributes)['private_network']).toBe(network);
    expect(second!.resource('google_compute_subnetwork.network_private_1')['network']).toBe(network);
    expect(second!.addresses()).toContain('google_compute_router_nat.network_nat');
  });

  it('is peered with the one of the first region on Azure, from both sides, and their servers replicate', () => {
    const { 'acme-test-azurerm': first, 'acme-test-r-azurerm': second } = stacksOn('azurerm', {});
    const vnet = first!.resource('azurerm_virtual_network.network')['name'];
    expect(second!.resource('azurerm_virtual_network_peering.network_joined_out')).toMatchObject({
      remote_virtual_network_id: expect.stringMatching(new RegExp(`/virtualNetworks/${vnet}$`)),
    });
    expect(second!.resource('azurerm_virtual_network_peering.network_joined_back')).toMatchObject({
      resource_group_name: 'acme-test',
      virtual_network_name: vnet,
      remote_virtual_network_id: '${azurerm_virtual_network.network.id}',
    });
    const zone = first!.resource('azurerm_private_dns_zone.network_postgres_zone')['name'];
    expect(second!.resource('azurerm_private_dns_zone_virtual_network_link.network_joined_link')).toMatchObject({
      private_dns_zone_name: zone,
      resource_group_name: 'acme-test',
    });
    const depends = second!.resource('azurerm_postgresql_flexible_server.postgres')['depends_on'];
    expect(depends).toEqual(
      expect.arrayContaining([
        'azurerm_virtual_network_peering.network_joined_back',
        'azurerm_private_dns_zone_virtual_network_link.network_joined_link',
      ]),
    );
    const rangesOf = (stack: Stack): string[] =>
      stack
        .addresses()
        .filter((address) => address.startsWith('azurerm_subnet.network_database_'))
        .flatMap((address) => stack.resource(address)['address_prefixes'] as string[]);
    const admitted = (stack: Stack): string =>
      JSON.stringify(stack.resource('azurerm_network_security_group.network_database'));
    expect(rangesOf(second!).filter((range) => !admitted(first!).includes(range))).toEqual([]);
    expect(rangesOf(first!).filter((range) => !admitted(second!).includes(range))).toEqual([]);
  });

  it('is one of its own on AWS, where RDS replicates over a network of AWS', () => {
    const { 'acme-test-r-aws': second } = stacksOn('aws', {});
    expect(second!.addresses().filter((address) => /peering/.test(address))).toEqual([]);
  });

  it('has ranges of its own on Google', () => {
    const said = problemsOf(on('google', having({}, { differences: { google: null } })));
    expect(said).toEqual([
      expect.stringMatching(
        /^acme\/test-r \(google\): targets\.google\.podCidr must not overlap .* of acme\/test, .*recovery\.differences/,
      ),
      expect.stringMatching(/^acme\/test-r \(google\): cluster\.serviceCidr must not overlap /),
    ]);
    const differences = {
      google: patch(RANGES.google, {
        recovery: { differences: { targets: { google: { servicesCidr: '10.201.0.0/16' } } } },
      }),
    };
    expect(problemsOf(on('google', having({}, { differences })))).toEqual([
      expect.stringContaining('targets.google.servicesCidr must be that of acme/test, 10.200.0.0/16'),
    ]);
  });
});

it('takes less time, which is refused otherwise', () => {
  const databases = { postgres: { readReplicas: { far: { region: 'secondary' } } }, scratch: null };
  const network = { secondaryCidr: '10.9.0.0/16' };
  const change = { databases: null, expendable: ['redis', 'files'] };
  expect(problemsOf(on('aws', having(change, { databases, network }))).join('\n')).toContain(
    'recovery.rtoMinutes must be 150 or more: the pilot light has network and cluster, so that the rest is made there, and replicas are promoted. Let the pilot light have replicas of the databases (recovery.databases), which leaves 120, or allow more',
  );
});

it('asks of Azure for a server that is not burstable', () => {
  const sku = { azurerm: 'B_Standard_B2ms' };
  const databases = { postgres: { size: 'small', sku, highAvailability: false } };
  expect(problemsOf(on('azurerm', having({}, { databases }))).join('\n')).toContain(
    'acme/test (azurerm): databases.postgres.size must be one that is not burstable, because recovery.databases replicates the server, got B_Standard_B2ms',
  );
});
