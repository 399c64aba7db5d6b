/** ManagedRedis on Azure. */
import { addressesOf, changed, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { warningsOf } from '../../../helpers/azurerm/helper';
import { saidOf } from '../../../helpers/synth';

const store = (props: object = {}) => changed({ caches: { redis: { version: '7', size: 'medium', ...props } } });
const of = (props: object = {}) => synth(store(props)).resource('azurerm_managed_redis.redis');

test('a store consists of these resources', () => {
  expect(addressesOf(synth(store()), 'redis')).toEqual([
    'key_vault_secret.redis_credentials',
    'log_analytics_workspace.redis_logs',
    'log_analytics_workspace_table.redis_logs_REDConnectionEvents',
    'managed_redis.redis',
    'management_lock.redis_lock',
    'monitor_diagnostic_setting.redis_logs_setting',
    'private_endpoint.redis_endpoint',
    'role_assignment.redis_key_user_key',
    'user_assigned_identity.redis_key_user',
    'terraform_data.redis_contents',
    'terraform_data.redis_lock_contents',
    'time_sleep.redis_key_user_propagation',
  ]);
});

test('a store is private, TLS only, highly available and encrypted with its own key', () => {
  expect(of()).toMatchObject({
    sku_name: 'Balanced_B5',
    high_availability_enabled: true,
    public_network_access: 'Disabled',
    default_database: {
      client_protocol: 'Encrypted',
      access_keys_authentication_enabled: true,
      clustering_policy: 'NoCluster',
      eviction_policy: 'VolatileLRU',
    },
    customer_managed_key: { key_vault_key_id: '${data.azurerm_key_vault_key.keys_caches_newest.id}' },
    depends_on: expect.arrayContaining(['time_sleep.redis_key_user_propagation']),
  });
  const { resource, json } = synth(store());
  expect(resource('azurerm_private_endpoint.redis_endpoint')).toMatchObject({
    subnet_id: '${azurerm_subnet.network_endpoint_1.id}',
    private_service_connection: { subresource_names: ['redisEnterprise'] },
    private_dns_zone_group: { private_dns_zone_ids: ['${azurerm_private_dns_zone.network_cache_zone.id}'] },
    depends_on: expect.arrayContaining(['azurerm_private_dns_zone_virtual_network_link.network_cache_zone_link']),
  });
  expect(resource('azurerm_private_dns_zone.network_cache_zone').name).toBe('privatelink.redis.azure.net');
  expect(json.output.redis_port.value).toBe(10_000);
});

test.each([
  ['no replica', { replicas: 0 }, { high_availability_enabled: false }],
  [
    'shards need a size for their total memory, and Redis Cluster',
    { shards: 3 },
    { sku_name: 'MemoryOptimized_M10', default_database: { clustering_policy: 'OSSCluster' } },
  ],
  [
    'snapshots',
    { persistence: { mode: 'snapshots' } },
    { default_database: { persistence_redis_database_backup_frequency: '12h' } },
  ],
  [
    'every write',
    { persistence: { mode: 'append-only' } },
    { default_database: { persistence_append_only_file_backup_frequency: '1s' } },
  ],
  ['eviction', { evictionPolicy: 'noeviction' }, { default_database: { eviction_policy: 'NoEviction' } }],
  ['a SKU', { sku: { azurerm: 'ComputeOptimized_X5' } }, { sku_name: 'ComputeOptimized_X5' }],
])('%s', (_, props, expected) => {
  expect(of(props)).toMatchObject(expected);
});

test.each([
  ['Balanced_B1', 'NoCluster'],
  ['Balanced_B20', 'NoCluster'],
  ['MemoryOptimized_M20', 'NoCluster'],
  ['Balanced_B50', 'EnterpriseCluster'],
  ['FlashOptimized_A250', 'EnterpriseCluster'],
])('one shard of the size %s has the policy %s', (azurerm, policy) => {
  expect(of({ sku: { azurerm }, replicas: 0 }).default_database.clustering_policy).toBe(policy);
});

test('identities sign in without a key, so that the vault holds none', () => {
  const stack = synth(store({ authentication: 'identity' }));
  expect(stack.resource('azurerm_managed_redis.redis').default_database).toMatchObject({
    access_keys_authentication_enabled: false,
  });
  expect(addressesOf(stack, 'redis')).not.toContain('key_vault_secret.redis_credentials');
  expect(stack.json.output).not.toHaveProperty('redis_secret');
});

test('what would empty the store replaces it, so that the plan says so and protection refuses it', () => {
  const contents = (props: object) => synth(store(props)).resource('terraform_data.redis_contents').input;
  expect(of().lifecycle).toEqual({
    prevent_destroy: true,
    ignore_changes: ['default_database[0].clustering_policy'],
    replace_triggered_by: ['terraform_data.redis_contents'],
  });
  expect(contents({ shards: 3 })).not.toEqual(contents({}));
  expect(contents({ size: 'large' })).toEqual(contents({}));
  expect(contents({ replicas: 0, size: 'large' })).not.toEqual(contents({ replicas: 0 }));
});

test.each([
  [
    'another number of shards than asked for',
    { shards: 8, size: { memoryGiB: 2 } },
    'shards is 8: Azure runs MemoryOptimized_M20 with 2, and has no setting for it. Take another size with sku if writes need more',
  ],
  [
    'one shard of more than 24 GB',
    { sku: { azurerm: 'MemoryOptimized_M50' } },
    'shards is 1, and Azure runs MemoryOptimized_M50 with 6: it keeps more than 24 GB in one shard for no store',
  ],
])('a warning of %s', (_, redis, message) => {
  expect(warningsOf({ caches: { redis: { version: '7', size: 'medium', ...redis } } }).join()).toContain(message);
});

test.each([
  ['as many shards as asked for', { shards: 2 }],
  ['one shard', {}],
])('no warning of %s', (_, redis) => {
  expect(warningsOf({ caches: { redis: { version: '7', size: 'medium', ...redis } } })).toEqual([]);
});

test('the access key is stored in the vault, and stored again after Azure regenerates it', () => {
  const { resource, json } = synth(store());
  expect(resource('azurerm_key_vault_secret.redis_credentials')).toMatchObject({
    value_wo:
      '${jsonencode({"username" = "default", "password" = azurerm_managed_redis.redis.default_database[0].primary_access_key})}',
    value_wo_version:
      '${parseint(substr(sha256(azurerm_managed_redis.redis.default_database[0].primary_access_key), 0, 7), 16)}',
  });
  expect(json.ephemeral).toBeUndefined();
});

test('logs hold connections, and can be disabled', () => {
  expect(synth(store()).resource('azurerm_monitor_diagnostic_setting.redis_logs_setting')).toMatchObject({
    target_resource_id: '${azurerm_managed_redis.redis.default_database[0].id}',
    enabled_log: [{ category: 'ConnectionEvents' }],
  });
  expect(addressesOf(synth(store({ logs: false })), 'redis_logs')).toEqual([]);
});

describe('refused', () => {
  const window = (property: string) =>
    `maintenanceWindow.${property} is not supported: the provider cannot set when Azure Managed Redis is maintained (a preview in the portal); leave it out for Azure, or set it in the portal`;
  test.each([
    [
      'another version',
      { version: '6' },
      [
        'version must be a version of Redis that is available, got "6" (it is not offered, as of 2026-11-21); the nearest that works is "7"',
      ],
    ],
    [
      'Valkey',
      { engine: 'valkey', version: '8' },
      ['engine cannot be "valkey": Azure sells no managed Valkey; take "redis" for Azure'],
    ],
    [
      'two replicas',
      { replicas: 2 },
      ['replicas cannot be 2: Azure keeps one copy of each primary; take 0 or 1 for Azure'],
    ],
    [
      'no authentication',
      { authentication: 'none' },
      [
        'authentication cannot be "none": Azure Managed Redis always authenticates clients; take "token" or "identity" for Azure',
      ],
    ],
    [
      'a retired SKU',
      { sku: { azurerm: 'Premium_P1' } },
      [
        'sku.azurerm must be a size of Azure Managed Redis such as Balanced_B10, got "Premium_P1"; sizes of Azure Cache for Redis are no longer available',
      ],
    ],
    [
      'ARM',
      { size: { memoryGiB: 1, architecture: 'arm64' } },
      [
        'size must be met by a SKU, got memoryGiB 1, architecture arm64, capable of highAvailability; the closest is Balanced_B3 (2 vCPU, 2.4 GiB). Ask for less, or name a SKU with sku',
      ],
    ],
    [
      'a maintenance window',
      { maintenanceWindow: { day: 'monday', start: '03:00' } },
      [window('day'), window('start')],
    ],
    [
      'a retention of snapshots',
      { persistence: { mode: 'snapshots', retentionDays: 7 } },
      [
        'persistence.retentionDays is not supported: Azure keeps only the newest snapshot, for restarts; leave it out for Azure and export the data to a storage account',
      ],
    ],
    [
      'logs for a day',
      { logs: { retentionDays: 1 } },
      ['logs.retentionDays cannot be 1: Log Analytics keeps records for at least 4 days; take 5 or more'],
    ],
  ])('%s', (_, props, messages) => {
    expect(problemsOf(store(props))).toEqual(messages.map((message) => saidOf('caches.redis', message)));
  });
});
