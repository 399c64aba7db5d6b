/**
 * Moving an environment from development's sizes and availability to production's: no address disappears, and no change
 * makes a cloud replace a resource, except those that docs/guides/profiles.md lists.
 */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { CLOUDS, whole, wholeWith } from '../helpers/environments';
import { synth } from '../helpers/synth';

const small: EnvironmentInput = {
  ...wholeWith({
    network: { zones: 2, nat: 'single', flowLogs: { retentionDays: 7 } },
    cluster: {
      nodePools: { main: { size: 'medium', min: 1, max: 2 } },
      logs: { retentionDays: 7 },
      deletionProtection: false,
    },
    databases: {
      postgres: {
        size: 'small',
        storage: { sizeGiB: 32 },
        highAvailability: false,
        logs: { retentionDays: 7 },
        deletionProtection: false,
        finalSnapshot: false,
      },
    },
    caches: { redis: { size: 'small', replicas: 0, deletionProtection: false } },
    objectStores: { files: { deletionProtection: false } },
  }),
  differences: { azurerm: { databases: { postgres: { finalSnapshot: null } } } },
};
const large: EnvironmentInput = wholeWith({
  network: { zones: 3, nat: 'per-zone' },
  cluster: { nodePools: { main: { size: 'large', min: 2, max: 10 } } },
  databases: {
    postgres: { size: 'large', storage: { sizeGiB: 128 }, highAvailability: true, backups: { retentionDays: 35 } },
  },
  caches: { redis: { size: 'large', replicas: 1 } },
  objectStores: { files: {} },
});

/**
 * Arguments whose change replaces the resource, from the providers' documentation, for resources that profiles change.
 */
const REPLACES: Record<string, readonly string[]> = {
  aws_vpc: ['cidr_block'],
  aws_subnet: ['cidr_block', 'availability_zone'],
  aws_eip: ['domain'],
  aws_nat_gateway: ['subnet_id', 'allocation_id'],
  aws_eks_cluster: [
    'name',
    'role_arn',
    'encryption_config',
    'kubernetes_network_config',
    'bootstrap_self_managed_addons',
  ],
  aws_db_instance: [
    'identifier',
    'username',
    'db_name',
    'engine',
    'kms_key_id',
    'storage_encrypted',
    'db_subnet_group_name',
  ],
  aws_elasticache_replication_group: [
    'replication_group_id',
    'kms_key_id',
    'at_rest_encryption_enabled',
    'subnet_group_name',
    'port',
    'num_node_groups',
  ],
  aws_s3_bucket: ['bucket', 'object_lock_enabled'],
  google_compute_network: ['name'],
  google_compute_subnetwork: ['name', 'region', 'purpose'],
  google_container_cluster: ['name', 'location', 'network', 'subnetwork', 'datapath_provider', 'ip_allocation_policy'],
  google_sql_database_instance: ['name', 'region', 'encryption_key_name'],
  google_redis_instance: [
    'name',
    'region',
    'tier',
    'connect_mode',
    'authorized_network',
    'transit_encryption_mode',
    'customer_managed_key',
    'location_id',
  ],
  google_storage_bucket: ['name', 'location', 'custom_placement_config'],
  azurerm_virtual_network: ['name', 'location'],
  azurerm_subnet: ['name'],
  azurerm_kubernetes_cluster: ['name', 'location', 'dns_prefix', 'node_resource_group', 'private_cluster_enabled'],
  azurerm_kubernetes_cluster_node_pool: ['name', 'os_type', 'priority', 'eviction_policy'],
  azurerm_postgresql_flexible_server: [
    'name',
    'location',
    'administrator_login',
    'delegated_subnet_id',
    'geo_redundant_backup_enabled',
    'customer_managed_key',
    'create_mode',
  ],
  azurerm_managed_redis: ['name', 'location', 'high_availability_enabled'],
  azurerm_storage_account: ['name', 'location', 'account_kind', 'account_replication_type'],
};

/** Replacements that the clouds themselves force; docs/guides/profiles.md describes each. */
const FORCED: readonly string[] = [
  'google_redis_instance.redis: tier',
  // Pools get their successors first.
  'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1: name',
  'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_2: name',
  'azurerm_managed_redis.redis: high_availability_enabled',
];

const [before, after] = [synth(small), synth(large)];

describe.each(CLOUDS)('from development to production on %s', (cloud) => {
  const [from, to] = [before[`acme-test-${cloud}`]!, after[`acme-test-${cloud}`]!];

  it('no address disappears', () => {
    const kept = new Set(to.addresses());
    expect(from.addresses().filter((address) => !kept.has(address))).toEqual([]);
  });

  it('only what the cloud forces is replaced', () => {
    const replaced = from.addresses().flatMap((address) => {
      const [type] = address.split('.') as [string];
      const [a, b] = [from.resource(address), to.resource(address)];
      return (REPLACES[type] ?? [])
        .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
        .map((key) => `${address}: ${key}`);
    });
    expect(replaced.filter((change) => !FORCED.includes(change))).toEqual([]);
  });
});

describe('the largest change', () => {
  it('is between two different environments', () => {
    expect(synth(whole)['acme-test-aws']!.text).not.toBe(before['acme-test-aws']!.text);
  });
});
