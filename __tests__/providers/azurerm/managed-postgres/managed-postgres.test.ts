/** ManagedPostgres on Azure. */
import { addressesOf, changed, postgres, problemsOf, synth } from '../../../helpers/azurerm/environment';
import { saidOf } from '../../../helpers/synth';

const server = (props: object = {}, more: object = {}) =>
  changed({ databases: { postgres: { ...postgres, ...props } }, ...more });
const of = (props: object = {}, more: object = {}) =>
  synth(server(props, more)).resource('azurerm_postgresql_flexible_server.postgres');

const PARAMETERS = [
  'log_connections',
  'log_disconnections',
  'log_min_duration_statement',
  'pg_qs_query_capture_mode',
  'pgms_wait_sampling_query_capture_mode',
  'require_secure_transport',
];

/** At least so much, or what servers have already. */
const storage = (mebibytes: number, ...servers: string[]) =>
  `\${max(concat([${mebibytes}], ${(servers.length > 0
    ? servers.map((name) => name.replace('_', '_storage_') || '_storage')
    : ['_storage']
  )
    .map((name) => `data.azurerm_postgresql_flexible_server.postgres${name}[*].storage_mb`)
    .join(', ')})...)}`;

test('a server consists of these resources', () => {
  expect(addressesOf(synth(server()), 'postgres')).toEqual([
    'key_vault_secret.postgres_credentials',
    'log_analytics_workspace.postgres_logs',
    ...['PgStatActivitySessions', 'QueryStoreRuntime', 'QueryStoreWaits', 'ServerLogs'].map(
      (table) => `log_analytics_workspace_table.postgres_logs_PGSQL${table}`,
    ),
    'management_lock.postgres_lock',
    'monitor_diagnostic_setting.postgres_logs_setting',
    'postgresql_flexible_server.postgres',
    ...PARAMETERS.map((name) => `postgresql_flexible_server_configuration.postgres_parameter_${name}`),
    'postgresql_flexible_server_database.postgres_database',
    'role_assignment.postgres_key_user_key',
    'user_assigned_identity.postgres_key_user',
    'terraform_data.postgres_fixed',
    'terraform_data.postgres_lock_contents',
    'time_sleep.postgres_key_user_propagation',
  ]);
});

test('a server is private, takes its password from the vault and depends on its network and its key', () => {
  expect(of()).toMatchObject({
    name: expect.stringMatching(/^acme-test-postgres-[0-9a-f]{6}$/),
    version: '17',
    sku_name: 'GP_Standard_D4ds_v5',
    storage_mb: storage(131_072),
    auto_grow_enabled: true,
    public_network_access_enabled: false,
    delegated_subnet_id: '${azurerm_subnet.network_database_1.id}',
    private_dns_zone_id: '${azurerm_private_dns_zone.network_postgres_zone.id}',
    administrator_login: 'acme',
    administrator_password_wo:
      '${try(jsondecode(ephemeral.azurerm_key_vault_secret.postgres_credentials_stored.value).password, ephemeral.azurerm_key_vault_secret.postgres_credentials_stored.value)}',
    administrator_password_wo_version: 1,
    high_availability: { mode: 'ZoneRedundant' },
    backup_retention_days: 7,
    geo_redundant_backup_enabled: false,
    maintenance_window: { day_of_week: 0, start_hour: 2, start_minute: 0 },
    customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.keys_databases.versionless_id}' },
    depends_on: expect.arrayContaining([
      'azurerm_private_dns_zone_virtual_network_link.network_postgres_zone_link',
      'azurerm_role_assignment.postgres_key_user_key',
      'time_sleep.postgres_key_user_propagation',
    ]),
    lifecycle: {
      ignore_changes: ['zone', 'high_availability[0].standby_availability_zone'],
    },
  });
});

test('all servers share one DNS zone', () => {
  expect(synth(server()).resource('azurerm_private_dns_zone.network_postgres_zone').name).toBe(
    'acme-test.private.postgres.database.azure.com',
  );
});

test.each([
  ['a small server may be burstable', { size: 'small', highAvailability: false }, { sku_name: 'B_Standard_B2s' }],
  ['a standby requires one that is not', { size: 'small' }, { sku_name: 'GP_Standard_D2ds_v5' }],
  [
    'and so does a replica',
    { size: 'small', highAvailability: false, readReplicas: { one: {} } },
    { sku_name: 'GP_Standard_D2ds_v5' },
  ],
  ['a SKU', { sku: { azurerm: 'MO_Standard_E8ds_v5' } }, { sku_name: 'MO_Standard_E8ds_v5' }],
  [
    'storage is rounded up to a disk',
    { storage: { sizeGiB: 20, maxSizeGiB: 20 } },
    {
      storage_mb: storage(32_768),
      auto_grow_enabled: false,
      lifecycle: { ignore_changes: ['zone', 'high_availability[0].standby_availability_zone'] },
    },
  ],
  ['the largest disk with a cache', { storage: { sizeGiB: 4000 } }, { storage_mb: storage(4_193_280) }],
  ["Azure's own key", { encryptionKey: 'cloud' }, { sku_name: 'GP_Standard_D4ds_v5' }],
  [
    'days by number',
    { maintenanceWindow: { day: 'saturday', start: '21:30' } },
    { maintenance_window: { day_of_week: 6, start_hour: 21, start_minute: 30 } },
  ],
])('%s', (_, props, expected) => {
  expect(of(props)).toMatchObject(expected);
});

test('storage that Azure has grown is looked up, so that no change of the file makes it less', () => {
  const { json } = synth(server());
  const named = { name: expect.stringMatching(/^acme-test-postgres-/), resource_group_name: 'acme-test' };
  expect(json.data.azurerm_resources.postgres_storage_found).toMatchObject({
    ...named,
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
  });
  expect(json.data.azurerm_postgresql_flexible_server.postgres_storage).toMatchObject({
    ...named,
    count: '${length(data.azurerm_resources.postgres_storage_found.resources)}',
  });
});

test('another owner or database is refused, because Azure would delete the data', () => {
  const { resource } = synth(server());
  expect(resource('terraform_data.postgres_fixed')).toEqual({
    input: { owner: 'acme', database: 'acme' },
    lifecycle: { ignore_changes: ['input'] },
  });
  expect(of().lifecycle.precondition).toEqual([
    {
      condition: '${(terraform_data.postgres_fixed.output["owner"] == "acme")}',
      error_message: expect.stringMatching(
        /^databases.postgres: owner is "\$\{terraform_data.*\}" and cannot become "acme". Azure would delete the server and its data/,
      ),
    },
  ]);
  expect(
    resource('azurerm_postgresql_flexible_server_database.postgres_database').lifecycle.precondition[0],
  ).toMatchObject({ condition: expect.stringContaining('output["database"] == "acme"') });
});

test('a server with replicas keeps its major version', () => {
  const { resource } = synth(server({ readReplicas: { one: {} } }));
  expect(resource('terraform_data.postgres_replicated').input).toEqual({ version: '17' });
  expect(resource('azurerm_postgresql_flexible_server.postgres').lifecycle.precondition[1].error_message).toContain(
    'Remove readReplicas and apply',
  );
  expect(synth(server()).addresses).not.toContain('terraform_data.postgres_replicated');
});

test('what a replica needs as much of as its primary is raised on replicas first', () => {
  const parameters = { max_connections: '500', work_mem: '16384' };
  const { resource } = synth(server({ readReplicas: { one: {} }, parameters }));
  const parameter = (name: string) =>
    resource(`azurerm_postgresql_flexible_server_configuration.postgres_parameter_${name}`).depends_on;
  expect(parameter('max_connections')).toEqual([
    'azurerm_postgresql_flexible_server_configuration.postgres_parameter_one_max_connections',
  ]);
  expect(parameter('one_max_connections')).toBeUndefined();
  const { depends_on } = resource('azurerm_postgresql_flexible_server.postgres_replica_one');
  expect(depends_on).toContain('azurerm_postgresql_flexible_server_configuration.postgres_parameter_work_mem');
  expect(depends_on).not.toContain(
    'azurerm_postgresql_flexible_server_configuration.postgres_parameter_max_connections',
  );
});

test.each([
  ['True', 'on'],
  ['0', 'off'],
])('booleans are spelled as Azure does: %s', (jit, value) => {
  expect(
    synth(server({ parameters: { jit } })).resource(
      'azurerm_postgresql_flexible_server_configuration.postgres_parameter_jit',
    ).value,
  ).toBe(value);
});

test('a burstable server keeps no statistics of queries, which would slow it down', () => {
  const stack = synth(server({ size: 'small', highAvailability: false }));
  const mode = (name: string) =>
    stack.resource(`azurerm_postgresql_flexible_server_configuration.postgres_parameter_${name}_query_capture_mode`)
      .value;
  expect([mode('pg_qs'), mode('pgms_wait_sampling')]).toEqual(['none', 'none']);
  expect(JSON.stringify(stack.resource('azurerm_monitor_diagnostic_setting.postgres_logs_setting'))).not.toContain(
    'QueryStore',
  );
});

test("Azure's own key leaves the server its identity, with which it lets go of another key", () => {
  const primary = of({ encryptionKey: 'cloud' });
  expect(primary).not.toHaveProperty('customer_managed_key');
  expect(primary.identity.identity_ids).toEqual(['${azurerm_user_assigned_identity.postgres_key_user.id}']);
});

test('copies of backups have a key and an identity in their region', () => {
  const stack = synth(server({ backups: { copyToSecondaryRegion: true } }));
  expect(stack.resource('azurerm_postgresql_flexible_server.postgres')).toMatchObject({
    geo_redundant_backup_enabled: true,
    identity: {
      identity_ids: [
        '${azurerm_user_assigned_identity.postgres_key_user.id}',
        '${azurerm_user_assigned_identity.postgres_secondary_key_user.id}',
      ],
    },
    customer_managed_key: {
      geo_backup_key_vault_key_id: '${azurerm_key_vault_key.keys_databases_secondary.versionless_id}',
      geo_backup_user_assigned_identity_id: '${azurerm_user_assigned_identity.postgres_secondary_key_user.id}',
    },
  });
  expect(stack.resource('azurerm_key_vault.foundation_secondary_vault').location).toBe('westus');
  expect(stack.resource('azurerm_user_assigned_identity.postgres_secondary_key_user').location).toBe('westus');
});

test('replicas are created from a settled server, each in its region with its key, parameters, logs and lock', () => {
  const readReplicas = { near: { size: 'xlarge' }, far: { region: 'secondary' } };
  const stack = synth(server({ readReplicas }, { network: { secondaryCidr: '10.8.0.0/16' } }));
  expect(stack.resource('azurerm_postgresql_flexible_server.postgres_replica_near')).toMatchObject({
    create_mode: 'Replica',
    source_server_id: '${azurerm_postgresql_flexible_server.postgres.id}',
    sku_name: 'GP_Standard_D8ds_v5',
    storage_mb: storage(131_072, '_near', ''),
    depends_on: expect.arrayContaining([
      'azurerm_postgresql_flexible_server_database.postgres_database',
      'azurerm_postgresql_flexible_server_configuration.postgres_parameter_require_secure_transport',
    ]),
  });
  expect(stack.resource('azurerm_postgresql_flexible_server.postgres_replica_far')).toMatchObject({
    location: 'westus',
    delegated_subnet_id: '${azurerm_subnet.network_secondary_database_1.id}',
    customer_managed_key: { key_vault_key_id: '${azurerm_key_vault_key.keys_databases_secondary.versionless_id}' },
    depends_on: expect.arrayContaining([
      'azurerm_private_dns_zone_virtual_network_link.network_postgres_zone_secondary_link',
      'azurerm_virtual_network_peering.network_secondary_peering_out',
      'azurerm_virtual_network_peering.network_secondary_peering_back',
      'time_sleep.postgres_secondary_key_user_propagation',
    ]),
  });
  expect(stack.addresses).toEqual(
    expect.arrayContaining([
      'azurerm_management_lock.postgres_lock_far',
      'azurerm_monitor_diagnostic_setting.postgres_logs_near_setting',
      'azurerm_postgresql_flexible_server_configuration.postgres_parameter_far_require_secure_transport',
    ]),
  );
  expect(stack.json.output.postgres_replica_hosts.value).toEqual({
    near: '${azurerm_postgresql_flexible_server.postgres_replica_near.fqdn}',
    far: '${azurerm_postgresql_flexible_server.postgres_replica_far.fqdn}',
  });
});

test('parameters, insights and logs', () => {
  const stack = synth(
    server({
      parameters: { 'azure.extensions': 'PGCRYPTO' },
      queryInsights: false,
      logs: { retentionDays: 7, slowStatementMs: -1, connections: false },
    }),
  );
  const value = (name: string) =>
    stack.resource(`azurerm_postgresql_flexible_server_configuration.postgres_parameter_${name}`).value;
  expect(
    ['azure_extensions', 'pg_qs_query_capture_mode', 'log_min_duration_statement', 'log_connections'].map(value),
  ).toEqual(['PGCRYPTO', 'none', '-1', 'off']);
  // A workspace keeps records for at least 30 days, its tables for less.
  expect(stack.resource('azurerm_log_analytics_workspace.postgres_logs').retention_in_days).toBe(30);
  expect(stack.resource('azurerm_log_analytics_workspace_table.postgres_logs_PGSQLServerLogs')).toMatchObject({
    retention_in_days: 7,
    total_retention_in_days: 7,
    // Azure refuses settings of tables in a new workspace.
    depends_on: ['time_sleep.foundation_workspaces'],
  });
  expect(stack.resource('time_sleep.foundation_workspaces')).toEqual({
    create_duration: '60s',
    triggers: { workspaces: expect.stringContaining('azurerm_log_analytics_workspace.postgres_logs.id') as string },
  });
  expect(stack.resource('azurerm_monitor_diagnostic_setting.postgres_logs_setting').enabled_log).toEqual([
    { category: 'PostgreSQLLogs' },
    { category: 'PostgreSQLFlexSessions' },
  ]);
});

test('protection is a lock, and Terraform refuses to destroy the server', () => {
  expect(synth(server()).resource('azurerm_management_lock.postgres_lock')).toMatchObject({
    lock_level: 'CanNotDelete',
    scope: '${azurerm_postgresql_flexible_server.postgres.id}',
    lifecycle: { replace_triggered_by: ['terraform_data.postgres_lock_contents'] },
    // Put on last and taken off first, because under a lock none of these can be removed.
    depends_on: [
      'azurerm_postgresql_flexible_server_database.postgres_database',
      'azurerm_monitor_diagnostic_setting.postgres_logs_setting',
    ],
  });
  expect(synth(server()).resource('azurerm_postgresql_flexible_server.postgres').lifecycle.prevent_destroy).toBe(true);
  const open = synth(server({ deletionProtection: false }));
  expect(addressesOf(open, 'postgres').filter((address) => address.includes('lock'))).toEqual([]);
  expect(open.resource('azurerm_postgresql_flexible_server.postgres').lifecycle.prevent_destroy).toBe(false);
});

describe('refused', () => {
  const at = 'databases.postgres';
  test.each([
    [
      'a version whose support ended',
      { version: '13' },
      'version must be a version of PostgreSQL that is available, got "13" (its support ended on 2026-07-31, as of 2026-11-21); the nearest that works is "15"',
    ],
    [
      'a size that is not sold',
      { size: { vcpu: 4, memoryGiB: 4000 } },
      'size must be met by a SKU, got vcpu 4, memoryGiB 4000, capable of highAvailability; the closest is MO_Standard_E64ds_v5 (64 vCPU, 512 GiB). Ask for less, or name a SKU with sku',
    ],
    [
      'a SKU of another service',
      { sku: { azurerm: 'Standard_D4ds_v5' } },
      'sku.azurerm must be a flexible server of the third to fifth generation such as GP_Standard_D4ds_v5, got "Standard_D4ds_v5"',
    ],
    [
      'a burstable SKU with a standby',
      { sku: { azurerm: 'B_Standard_B2ms' } },
      'sku.azurerm must not be burstable (B_…) with highAvailability: Azure gives such servers neither a standby nor replicas; got "B_Standard_B2ms". Take GP_ or MO_',
    ],
    [
      'a limit of growth',
      { storage: { sizeGiB: 100, maxSizeGiB: 500 } },
      'storage.maxSizeGiB must be storage.sizeGiB 100, which disables growth, or left out: Azure doubles storage whenever it is nearly full, from 128 GiB on, and has no setting for a limit; got 500',
    ],
    [
      'a start of backups',
      { backups: { start: '05:00' } },
      'backups.start is not supported: Azure chooses when it takes the daily backup; leave it out for Azure',
    ],
    [
      'no point-in-time recovery',
      { backups: { pointInTimeDays: 0 } },
      'backups.pointInTimeDays cannot be 0: Azure can restore to any second as long as it keeps backups; leave it out for Azure',
    ],
    [
      'a longer window',
      { maintenanceWindow: { day: 'sunday', start: '02:00', hours: 3 } },
      'maintenanceWindow.hours is not supported: the window of a flexible server always lasts an hour; leave it out for Azure',
    ],
    [
      'no final snapshot',
      { finalSnapshot: false },
      'finalSnapshot cannot be false: Azure always keeps the last backups of a deleted server for five days, at no charge; leave it true for Azure',
    ],
    [
      'logs for three days',
      { logs: { retentionDays: 3 } },
      'logs.retentionDays cannot be 3: Log Analytics keeps records for at least 4 days; take 5 or more',
    ],
    [
      'logs for longer than two years',
      { logs: { retentionDays: 731 } },
      'logs.retentionDays cannot be 731: Log Analytics keeps records for at most 730 days; take 545 or less',
    ],
    [
      'a parameter that is a property',
      { parameters: { 'pg_qs.query_capture_mode': 'all' } },
      'parameters.pg_qs.query_capture_mode must not be set here, because queryInsights sets pg_qs.query_capture_mode',
    ],
    [
      'a key that is not a key id',
      { encryptionKey: { existing: { azurerm: '/subscriptions/x' } } },
      'encryptionKey.existing.azurerm must be a versionless key id of a vault in this subscription, https://<vault>.vault.azure.net/keys/<name>, got /subscriptions/x',
    ],
    [
      'a SKU that does not exist',
      { sku: { azurerm: 'GP_Standard_D6ds_v5' } },
      'sku.azurerm must be a flexible server of the third to fifth generation such as GP_Standard_D4ds_v5, got "GP_Standard_D6ds_v5"',
    ],
    [
      'a replica smaller than its primary',
      {
        sku: { azurerm: 'GP_Standard_D4ds_v5' },
        readReplicas: { one: { sku: { azurerm: 'GP_Standard_D2ds_v5' } } },
      },
      "readReplicas.one.size must be at least the primary's, GP_Standard_D4ds_v5, got GP_Standard_D2ds_v5: the cloud refuses a smaller replica, and PostgreSQL one with fewer connections. Leave it out, or make the primary smaller",
    ],
    [
      'a burstable replica',
      { readReplicas: { one: { sku: { azurerm: 'B_Standard_B2ms' } } } },
      'readReplicas.one.sku.azurerm must be a general or memory-optimized flexible server such as GP_Standard_D4ds_v5, got "B_Standard_B2ms"',
    ],
  ])('%s', (_, props, message) => {
    expect(problemsOf(server(props))).toEqual([saidOf(at, message)]);
  });

  test.each([
    [
      'a standby without a second zone',
      {},
      { network: { zones: 1 } },
      'highAvailability requires network.zones and targets.azurerm.zones of 2 or 3: the standby lives in another zone',
    ],
    [
      'a standby in a region without zones',
      {},
      { targets: { azurerm: { region: 'northcentralus' } } },
      'highAvailability must be false in targets.azurerm.region northcentralus, which has no zones: the standby lives in another zone',
    ],
    [
      'copies to a region that is not the pair',
      { backups: { copyToSecondaryRegion: true } },
      { targets: { azurerm: { secondaryRegion: 'westus2' } } },
      'backups.copyToSecondaryRegion requires targets.azurerm.secondaryRegion westus, where Azure sends copies from eastus, got westus2. Set it to westus, or take a read replica with region "secondary" instead',
    ],
    [
      'copies from a region without a pair',
      { backups: { copyToSecondaryRegion: true } },
      { targets: { azurerm: { region: 'italynorth' } } },
      'backups.copyToSecondaryRegion is not available in italynorth, which Azure pairs with no other region; take a read replica with region "secondary" instead',
    ],
    [
      'an existing network without a database subnet',
      {},
      {
        network: {
          cidr: null,
          existing: { azurerm: { id: 'shared/hub', privateSubnets: ['nodes'], privateCidrs: ['10.0.0.0/16'] } },
        },
      },
      'needs network.existing.azurerm.databaseSubnets: a subnet delegated to Microsoft.DBforPostgreSQL/flexibleServers',
    ],
  ])('%s', (_, props, more, message) => {
    expect(problemsOf(server(props, more))).toEqual([saidOf(at, message)]);
  });
});
