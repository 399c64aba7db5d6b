/** A Redis store on each service of Memorystore: its resources, their arguments, and what is refused. */
import { on, wholeWith } from '../../../helpers/environments';
import { type Attributes, problemsOf, type Stack, synth } from '../../../helpers/synth';

const alone = { cluster: null, databases: null, objectStores: null };
const withRedis = (redis: object, change: object = {}) =>
  on('google', wholeWith({ ...alone, caches: { redis }, ...change }));
const stackOf = (redis: object = {}, change: object = {}): Stack => Object.values(synth(withRedis(redis, change)))[0]!;
const problems = (redis: object, change: object = {}): string => problemsOf(withRedis(redis, change)).join('\n');
const instanceOf = (redis: object = {}): Attributes => stackOf(redis).resource('google_redis_instance.redis');
const identity = { authentication: 'identity' };
const valkey = { engine: 'valkey', version: '8', ...identity };

describe('one primary of the engine Redis', () => {
  it('is an instance of Memorystore for Redis with its password in Secret Manager', () => {
    const stack = stackOf();
    expect(stack.addresses().filter((address) => address.includes('.redis'))).toEqual([
      'google_logging_project_bucket_config.redis_logs',
      'google_logging_project_exclusion.redis_logs_log_exclusion',
      'google_logging_project_sink.redis_logs_log_sink',
      'google_redis_instance.redis',
      'google_secret_manager_secret.redis_credentials',
      'google_secret_manager_secret_version.redis_credentials_version',
    ]);
    expect(stack.resource('google_secret_manager_secret_version.redis_credentials_version')).toMatchObject({
      secret_data_wo: '${jsonencode({"username" = "default", "password" = google_redis_instance.redis.auth_string})}',
      lifecycle: { replace_triggered_by: ['google_redis_instance.redis.auth_string'] },
    });
    expect(stack.json).not.toHaveProperty('ephemeral');
  });

  it('is private, TLS only, with a standby and encrypted', () => {
    expect(instanceOf()).toMatchObject({
      name: 'acme-test-redis',
      region: 'us-central1',
      tier: 'STANDARD_HA',
      memory_size_gb: 3,
      replica_count: 1,
      read_replicas_mode: 'READ_REPLICAS_DISABLED',
      redis_version: 'REDIS_7_2',
      auth_enabled: true,
      transit_encryption_mode: 'SERVER_AUTHENTICATION',
      connect_mode: 'PRIVATE_SERVICE_ACCESS',
      authorized_network: '${google_compute_network.network.id}',
      reserved_ip_range: 'acme-test-network-database-services',
      customer_managed_key: '${google_kms_crypto_key.keys_caches.id}',
      redis_configs: { 'maxmemory-policy': 'volatile-lru' },
      persistence_config: { persistence_mode: 'DISABLED' },
      lifecycle: { prevent_destroy: true },
    });
    expect(instanceOf().depends_on).toContain('google_service_networking_connection.network_database_connection');
  });

  it('has the same address whatever its size and replicas', () => {
    // 5 GB cost less than 3 on the tier without a standby.
    expect(instanceOf({ replicas: 0 })).toMatchObject({ tier: 'BASIC', replica_count: 0, memory_size_gb: 5 });
    expect(instanceOf({ replicas: 3 })).toMatchObject({
      tier: 'STANDARD_HA',
      replica_count: 3,
      memory_size_gb: 5,
      read_replicas_mode: 'READ_REPLICAS_ENABLED',
    });
    // Memorystore ignores it for a new store, and every later plan would set it again.
    expect(instanceOf({ replicas: 3 })).not.toHaveProperty('secondary_ip_range');
  });

  it('has the arguments asked for', () => {
    expect(
      instanceOf({
        authentication: 'none',
        evictionPolicy: 'allkeys-lfu',
        persistence: { mode: 'snapshots', start: '03:30' },
        maintenanceWindow: { day: 'friday', start: '22:15', hours: 4 },
        deletionProtection: false,
        encryptionKey: 'cloud',
      }),
    ).toMatchObject({
      auth_enabled: false,
      redis_configs: { 'maxmemory-policy': 'allkeys-lfu' },
      persistence_config: {
        persistence_mode: 'RDB',
        rdb_snapshot_period: 'TWENTY_FOUR_HOURS',
        rdb_snapshot_start_time: '2026-01-01T03:30:00Z',
      },
      maintenance_policy: {
        weekly_maintenance_window: [{ day: 'FRIDAY', start_time: { hours: 23, minutes: 15, seconds: 0, nanos: 0 } }],
      },
      lifecycle: { prevent_destroy: false },
    });
    expect(instanceOf({ encryptionKey: 'cloud' })).not.toHaveProperty('customer_managed_key');
    expect(stackOf({ authentication: 'none' }).outputs).not.toHaveProperty('redis_secret');
  });

  it('has outputs for its address and its certificates', () => {
    expect(stackOf().outputs).toMatchObject({
      redis_host: '${google_redis_instance.redis.host}',
      redis_port: '${google_redis_instance.redis.port}',
      redis_tls: true,
      redis_cluster_mode: false,
      redis_secret: '${google_secret_manager_secret.redis_credentials.id}',
      redis_ca_certificates: ['${google_redis_instance.redis.server_ca_certs[0].cert}'],
    });
  });

  it('keeps its audit log, if asked', () => {
    const stack = stackOf({ logs: { retentionDays: 30 } });
    expect(stack.resource('google_logging_project_bucket_config.redis_logs').retention_days).toBe(30);
    expect(stack.resource('google_logging_project_sink.redis_logs_log_sink').filter).toBe(
      'protoPayload.resourceName="projects/acme-test/locations/us-central1/instances/acme-test-redis"',
    );
    expect(stackOf({ logs: false }).addresses()).not.toContain('google_logging_project_sink.redis_logs_log_sink');
  });
});

describe('shards of the engine Redis', () => {
  const stack = stackOf({
    ...identity,
    shards: 3,
    persistence: { mode: 'snapshots', retentionDays: 7, start: '03:00' },
  });

  it('are a Redis Cluster', () => {
    expect(stack.resource('google_redis_cluster.redis')).toMatchObject({
      name: 'acme-test-redis',
      node_type: 'REDIS_STANDARD_SMALL',
      shard_count: 3,
      replica_count: 1,
      authorization_mode: 'AUTH_MODE_IAM_AUTH',
      transit_encryption_mode: 'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
      psc_configs: [{ network: '${google_compute_network.network.id}' }],
      persistence_config: { mode: 'RDB', rdb_config: { rdb_snapshot_start_time: '2026-01-01T03:00:00Z' } },
      automated_backup_config: { retention: '604800s', fixed_frequency_schedule: { start_time: { hours: 3 } } },
      kms_key: '${google_kms_crypto_key.keys_caches.id}',
      deletion_protection_enabled: true,
    });
    expect(stack.outputs).toMatchObject({ redis_cluster_mode: true });
  });

  it('get endpoints in the database tier, by a policy that exists first', () => {
    const policy = 'google_network_connectivity_service_connection_policy.network_database_gcp_memorystore_redis';
    expect(stack.resource('google_redis_cluster.redis').depends_on).toContain(policy);
    expect(stack.resource(policy)).toMatchObject({
      service_class: 'gcp-memorystore-redis',
      location: 'us-central1',
      psc_config: { subnetworks: ['${google_compute_subnetwork.network_database_1.id}'] },
    });
  });

  it('share the policy', () => {
    const two = { redis: { ...identity, shards: 2 }, other: { version: '7', size: 'medium', shards: 2, ...identity } };
    expect(stackOf({}, { caches: two }).counts()).toMatchObject({
      google_redis_cluster: 2,
      google_network_connectivity_service_connection_policy: 1,
    });
  });

  it('are not needed for a Redis Cluster with identities or append-only files', () => {
    for (const redis of [identity, { authentication: 'none', persistence: { mode: 'append-only' } }]) {
      const cluster = stackOf(redis);
      expect(cluster.resource('google_redis_cluster.redis').shard_count).toBe(1);
      expect(cluster.outputs.redis_cluster_mode).toBe(true);
    }
  });
});

describe('the engine Valkey', () => {
  it('is an instance of Memorystore for Valkey, with shards or without', () => {
    const stack = stackOf({ ...valkey, persistence: { mode: 'append-only' } });
    expect(stack.resource('google_memorystore_instance.redis')).toMatchObject({
      instance_id: 'acme-test-redis',
      mode: 'CLUSTER_DISABLED',
      engine_version: 'VALKEY_8_0',
      node_type: 'STANDARD_SMALL',
      shard_count: 1,
      replica_count: 1,
      authorization_mode: 'IAM_AUTH',
      transit_encryption_mode: 'SERVER_AUTHENTICATION',
      desired_auto_created_endpoints: [{ network: '${google_compute_network.network.id}', project_id: 'acme-test' }],
      engine_configs: { 'maxmemory-policy': 'volatile-lru' },
      persistence_config: { mode: 'AOF', aof_config: { append_fsync: 'EVERY_SEC' } },
      depends_on: expect.arrayContaining([
        'google_network_connectivity_service_connection_policy.network_database_gcp_memorystore',
        'google_kms_crypto_key_iam_member.keys_caches_users_gcp_sa_memorystore',
      ]) as string[],
    });
    expect(stack.outputs.redis_host).toContain('CONNECTION_TYPE_PRIMARY');
    const sharded = stackOf({ ...valkey, shards: 3 });
    expect(sharded.resource('google_memorystore_instance.redis')).toMatchObject({ mode: 'CLUSTER', shard_count: 3 });
    expect(sharded.outputs.redis_host).toContain('CONNECTION_TYPE_DISCOVERY');
  });
});

describe('refuses', () => {
  it.each([
    [
      'a version that is not offered',
      { version: '5' },
      'version must be a version of Redis that is available, got "5"',
    ],
    ['a cluster of another version', { ...identity, version: '6', shards: 2 }, 'version must be "7" with 2 shards'],
    ['a size beyond all instances', { size: { memoryGiB: 400 } }, 'size must be met by a SKU'],
    ['a size beyond all nodes', { ...valkey, size: { memoryGiB: 60 } }, 'size must be met by a SKU'],
    [
      'a memory that is not a number',
      { sku: { google: 'STANDARD_SMALL' } },
      'sku.google must be the memory of Memorystore for Redis in GB, a whole number from 1 to 300',
    ],
    [
      'too little memory for read replicas',
      { sku: { google: '4' }, replicas: 2 },
      'sku.google must be at least 5 with more than one replica, got "4"',
    ],
    [
      'an unknown node type',
      { ...valkey, sku: { google: '5' } },
      'sku.google must be one of SHARED_CORE_NANO, STANDARD_SMALL, HIGHMEM_MEDIUM, HIGHMEM_XLARGE, got "5"',
    ],
    ['passwords with shards', { shards: 3 }, 'authentication must be "identity" or "none" with 3 shards'],
    [
      'passwords with append-only files',
      { persistence: { mode: 'append-only' } },
      'authentication must be "identity" or "none" with persistence.mode "append-only"',
    ],
    [
      'passwords with Valkey',
      { engine: 'valkey', version: '8' },
      'authentication must be "identity" or "none" with engine "valkey"',
    ],
    [
      'rotation of passwords',
      { credentials: { rotationDays: 30 } },
      'credentials.rotationDays is not supported: Memorystore makes the password itself',
    ],
    [
      'retention of snapshots',
      { persistence: { mode: 'snapshots', retentionDays: 7 } },
      'persistence.retentionDays is not available from Memorystore for Redis',
    ],
    [
      'backups off the hour',
      { ...valkey, persistence: { mode: 'snapshots', retentionDays: 7, start: '03:30' } },
      'persistence.start must be a full hour',
    ],
  ])('%s', (_, redis, message) => {
    expect(problems(redis)).toContain(message);
  });

  it('replicas without another zone', () => {
    expect(problems({}, { network: { zones: 1 } })).toContain('replicas must be 0 with network.zones of 1');
  });
});
