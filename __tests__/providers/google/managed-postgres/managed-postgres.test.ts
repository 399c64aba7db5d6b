/** A PostgreSQL server on Google: its resources, their arguments, and what is refused. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const alone = { cluster: null, caches: null, objectStores: null };
const withPostgres = (postgres: object, change: object = {}) =>
  on('google', wholeWith({ ...alone, databases: { postgres }, ...change }));
const stackOf = (postgres: object = {}, change: object = {}): Stack =>
  Object.values(synth(withPostgres(postgres, change)))[0]!;
const instanceOf = (postgres: object = {}): Attributes =>
  stackOf(postgres).resource('google_sql_database_instance.postgres');
const problems = (postgres: object, change: object = {}): string =>
  problemsOf(withPostgres(postgres, change)).join('\n');
const flagsOf = ({ settings }: Attributes): Attributes =>
  Object.fromEntries(
    (settings.database_flags as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );

describe('the resources', () => {
  it('are the instance, its database and owner, and what they need', () => {
    expect(
      stackOf()
        .addresses()
        .filter((address) => address.includes('.postgres')),
    ).toEqual([
      'google_logging_project_bucket_config.postgres_logs',
      'google_logging_project_exclusion.postgres_logs_log_exclusion',
      'google_logging_project_sink.postgres_logs_log_sink',
      'google_secret_manager_secret.postgres_credentials',
      'google_secret_manager_secret_version.postgres_credentials_version',
      'google_sql_database.postgres_database',
      'google_sql_database_instance.postgres',
      'google_sql_user.postgres_owner',
    ]);
  });

  it('depend on the connection and the grants on keys', () => {
    expect(instanceOf().depends_on).toEqual([
      'time_sleep.foundation_propagation',
      'google_service_networking_connection.network_database_connection',
      'google_compute_firewall.network_database_deny',
      'google_compute_firewall.network_database_allow',
      'google_kms_crypto_key_iam_member.keys_databases_users_gcp_sa_cloud_sql',
      'google_kms_crypto_key_iam_member.keys_databases_users_gcp_sa_secretmanager',
    ]);
  });

  it('are outputs of the stack', () => {
    expect(stackOf().outputs).toMatchObject({
      postgres_host: '${google_sql_database_instance.postgres.private_ip_address}',
      postgres_port: 5432,
      postgres_secret: '${google_secret_manager_secret.postgres_credentials.id}',
    });
  });
});

describe('the instance', () => {
  it('is private, TLS only, highly available and encrypted', () => {
    expect(instanceOf()).toMatchObject({
      name: 'acme-test-postgres',
      database_version: 'POSTGRES_17',
      region: 'us-central1',
      encryption_key_name: '${google_kms_crypto_key.keys_databases.id}',
      settings: {
        tier: 'db-custom-4-16384',
        edition: 'ENTERPRISE',
        availability_type: 'REGIONAL',
        ip_configuration: {
          ipv4_enabled: false,
          private_network: '${google_compute_network.network.id}',
          allocated_ip_range: 'acme-test-network-database-services',
          ssl_mode: 'ENCRYPTED_ONLY',
        },
        user_labels: { environment: 'test', project: 'acme', 'managed-by': 'terraform', 'cost-center': 'research' },
      },
    });
  });

  it('authorizes clients outside RFC 1918, which Cloud SQL would not answer otherwise', () => {
    const outside = stackOf({}, { targets: { google: { podCidr: '100.64.0.0/14' } } });
    const { settings } = outside.resource('google_sql_database_instance.postgres');
    expect(settings.ip_configuration.authorized_networks).toEqual([{ name: 'client-1', value: '100.64.0.0/14' }]);
    expect(instanceOf().settings.ip_configuration).not.toHaveProperty('authorized_networks');
  });

  it('has the same address whatever its size and availability', () => {
    const { settings } = instanceOf({ size: 'small', highAvailability: false });
    expect(settings).toMatchObject({
      tier: expect.stringMatching(/^db-custom-2-/) as string,
      availability_type: 'ZONAL',
    });
  });

  it('grows up to the limit, and when it is made larger', () => {
    const instance = instanceOf({ storage: { sizeGiB: 100, maxSizeGiB: 300 } });
    expect(instance.settings).toMatchObject({
      disk_size: 100,
      disk_autoresize: true,
      disk_autoresize_limit: 300,
      disk_type: 'PD_SSD',
    });
    expect(instance.lifecycle).toEqual({ prevent_destroy: true });
  });

  it('is never without growth, in which the provider would replace a server whose disk has grown', () => {
    const { settings } = instanceOf({ storage: { sizeGiB: 100, maxSizeGiB: 100 } });
    expect(settings).toMatchObject({ disk_size: 100, disk_autoresize: true, disk_autoresize_limit: 100 });
  });

  it.each([true, false])(
    'with deletionProtection %s: names of database and owner cannot change by the way',
    (given) => {
      const stack = stackOf({ deletionProtection: given });
      for (const address of ['google_sql_database.postgres_database', 'google_sql_user.postgres_owner'])
        expect(stack.resource(address).lifecycle).toEqual({ prevent_destroy: given });
    },
  );

  it('is backed up, with as many days of the log as the edition allows', () => {
    expect(instanceOf({ backups: { retentionDays: 35, start: '05:30' } }).settings.backup_configuration).toEqual({
      enabled: true,
      start_time: '05:30',
      point_in_time_recovery_enabled: true,
      transaction_log_retention_days: 7,
      backup_retention_settings: { retention_unit: 'COUNT', retained_backups: 35 },
      location: 'us-central1',
    });
    const plus = instanceOf({ sku: { google: 'db-perf-optimized-N-4' }, backups: { pointInTimeDays: 35 } }).settings;
    expect(plus).toMatchObject({
      edition: 'ENTERPRISE_PLUS',
      backup_configuration: {
        transaction_log_retention_days: 35,
        backup_retention_settings: { retained_backups: 35 },
      },
    });
    const without = instanceOf({ highAvailability: false, backups: { pointInTimeDays: 0 } }).settings
      .backup_configuration;
    expect(without).toMatchObject({ point_in_time_recovery_enabled: false });
    expect(without).not.toHaveProperty('transaction_log_retention_days');
  });

  it('keeps its backups in the secondary region, if asked', () => {
    expect(instanceOf({ backups: { copyToSecondaryRegion: true } }).settings.backup_configuration.location).toBe(
      'us-west1',
    );
  });

  it('is maintained in the middle of the window', () => {
    expect(
      instanceOf({ maintenanceWindow: { day: 'sunday', start: '02:00', hours: 2 } }).settings.maintenance_window,
    ).toEqual({
      day: 7,
      hour: 2,
      update_track: 'stable',
    });
    expect(
      instanceOf({ backups: { start: '12:00' }, maintenanceWindow: { day: 'sunday', start: '23:00', hours: 4 } })
        .settings.maintenance_window,
    ).toMatchObject({ day: 1, hour: 0 });
  });

  it("has flags for logs and the user's parameters", () => {
    expect(
      flagsOf(instanceOf({ parameters: { work_mem: '16384' }, logs: { slowStatementMs: 250, connections: false } })),
    ).toEqual({
      'cloudsql.iam_authentication': 'on',
      log_connections: 'off',
      log_disconnections: 'off',
      log_min_duration_statement: '250',
      work_mem: '16384',
    });
  });

  it('is protected by Terraform and by Google, and leaves its backups', () => {
    expect(instanceOf()).toMatchObject({
      deletion_protection: true,
      settings: { deletion_protection_enabled: true, retain_backups_on_delete: true },
    });
    expect(instanceOf({ deletionProtection: false, finalSnapshot: false })).toMatchObject({
      deletion_protection: false,
      settings: { deletion_protection_enabled: false, retain_backups_on_delete: false },
    });
  });

  it('takes overrides last', () => {
    const { settings } = instanceOf({
      overrides: { google: { instance: { settings: { activationPolicy: 'NEVER' } } } },
    });
    expect(settings).toMatchObject({ activation_policy: 'NEVER', tier: 'db-custom-4-16384' });
  });

  it('keeps its logs and those of replicas for the days asked for', () => {
    const stack = stackOf({ logs: { retentionDays: 365 }, readReplicas: { reader: {} } });
    expect(stack.resource('google_logging_project_bucket_config.postgres_logs').retention_days).toBe(365);
    expect(stack.resource('google_logging_project_sink.postgres_logs_log_sink').filter).toBe(
      'resource.type="cloudsql_database" AND resource.labels.database_id=("acme-test:acme-test-postgres" OR "acme-test:acme-test-postgres-reader")',
    );
  });
});

describe('read replicas', () => {
  const stack = stackOf(
    { readReplicas: { near: {}, far: { region: 'secondary', size: 'xlarge' } } },
    { network: { secondaryCidr: '10.9.0.0/16' } },
  );
  const near = stack.resource('google_sql_database_instance.postgres_replica_near');
  const far = stack.resource('google_sql_database_instance.postgres_replica_far');

  it("have the primary's version and edition, and no settings of primaries", () => {
    expect(near).toMatchObject({
      master_instance_name: '${google_sql_database_instance.postgres.name}',
      database_version: 'POSTGRES_17',
      region: 'us-central1',
      encryption_key_name: '${google_kms_crypto_key.keys_databases.id}',
      settings: { edition: 'ENTERPRISE', tier: 'db-custom-4-16384', availability_type: 'ZONAL' },
    });
    for (const key of ['backup_configuration', 'maintenance_window', 'disk_size', 'retain_backups_on_delete']) {
      expect(near.settings).not.toHaveProperty(key);
    }
  });

  it('in the secondary region have a key and a range there', () => {
    expect(far).toMatchObject({
      region: 'us-west1',
      encryption_key_name: '${google_kms_crypto_key.keys_databases_secondary.id}',
      settings: {
        tier: 'db-custom-8-32768',
        ip_configuration: { allocated_ip_range: 'acme-test-network-secondary-services' },
      },
    });
    expect(stack.resource('google_kms_key_ring.foundation_secondary_key_ring').location).toBe('us-west1');
    expect(far.depends_on).toContain(
      'google_kms_crypto_key_iam_member.keys_databases_secondary_users_gcp_sa_cloud_sql',
    );
  });

  it('are outputs of the stack', () => {
    expect(Object.keys(stack.outputs.postgres_replica_hosts as object)).toEqual(['far', 'near']);
  });
});

describe('refuses', () => {
  const shared = { google: 'db-g1-small' };
  it.each([
    [
      'a version that is no longer offered',
      { version: '12' },
      'version must be a version of PostgreSQL that is available, got "12" (it is not offered, as of 2026-11-21); the nearest that works is "15"',
    ],
    ['a size that nothing satisfies', { size: { vcpu: 200, memoryGiB: 800 } }, 'size must be met by a SKU'],
    ['an unknown tier', { sku: { google: 'db-custom-3-8192' } }, 'sku.google must be a Cloud SQL tier'],
    ['too much memory for the CPUs', { sku: { google: 'db-custom-2-16384' } }, 'sku.google must be a Cloud SQL tier'],
    ['a standby of a shared core', { sku: shared }, 'highAvailability must be false on db-g1-small'],
    [
      'a standby without the log',
      { backups: { pointInTimeDays: 0 } },
      'highAvailability requires backups.pointInTimeDays',
    ],
    [
      'replicas without the log',
      { highAvailability: false, backups: { pointInTimeDays: 0 }, readReplicas: { reader: {} } },
      'readReplicas requires backups.pointInTimeDays',
    ],
    [
      'a log for longer than the edition keeps it',
      { backups: { pointInTimeDays: 35 } },
      'backups.pointInTimeDays must be 7 at most on db-custom-4-16384, got 35: Cloud SQL Enterprise keeps the log no longer. Take a tier of Enterprise Plus, which keeps it for 35 days',
    ],
    [
      'too much storage on a shared core',
      { sku: shared, highAvailability: false, storage: { sizeGiB: 100, maxSizeGiB: 4000 } },
      'storage.maxSizeGiB must be at most 3054 on db-g1-small, got 4000',
    ],
    [
      'a replica with less than the primary',
      { readReplicas: { reader: { size: 'medium' } } },
      "readReplicas.reader.size must be at least the primary's, 4 vCPU and 16 GiB, got 2 vCPU and 8 GiB: the cloud refuses a smaller replica",
    ],
    [
      'a replica of a tier with less memory',
      { readReplicas: { reader: { sku: { google: 'db-custom-4-13312' } } } },
      "readReplicas.reader.size must be at least the primary's, 4 vCPU and 16 GiB, got 4 vCPU and 13 GiB: the cloud refuses a smaller replica",
    ],
    [
      'a replica with less than a primary of Enterprise Plus',
      {
        sku: { google: 'db-perf-optimized-N-8' },
        readReplicas: { reader: { sku: { google: 'db-perf-optimized-N-4' } } },
      },
      "readReplicas.reader.size must be at least the primary's, 8 vCPU and 64 GiB, got 4 vCPU and 32 GiB: the cloud refuses a smaller replica",
    ],
    [
      'a tier that boots from Hyperdisk',
      { sku: { google: 'db-c4a-highmem-4' } },
      'sku.google must be a Cloud SQL tier on Persistent Disk',
    ],
    [
      'a replica of another edition',
      { readReplicas: { reader: { sku: { google: 'db-perf-optimized-N-4' } } } },
      "readReplicas.reader.sku.google must be of the primary's edition, ENTERPRISE (db-custom-4-16384); got db-perf-optimized-N-4",
    ],
    [
      'a window off the hour',
      { maintenanceWindow: { day: 'sunday', start: '02:30' } },
      'maintenanceWindow.start cannot be "02:30": Cloud SQL opens windows on the hour',
    ],
    [
      'a parameter that Cloud SQL reserves',
      { parameters: { shared_preload_libraries: 'pgaudit' } },
      'parameters.shared_preload_libraries cannot be set on Cloud SQL: turn the extension on with its own flag',
    ],
    [
      'a key in another region',
      { encryptionKey: { existing: { google: 'projects/p/locations/europe-west1/keyRings/r/cryptoKeys/k' } } },
      'encryptionKey.existing.google must be a key in us-central1',
    ],
    [
      'a text that is not the id of a key',
      { encryptionKey: { existing: { google: 'key' } } },
      'encryptionKey.existing.google must be the id of a key',
    ],
  ])('%s', (_, postgres, message) => {
    expect(problems(postgres)).toContain(message);
  });
});
