import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const AUDIT_LOG = "Memorystore does not publish the server's log: the store's audit log is kept instead";

const ofAll = (argument: string): string =>
  ['google_redis_instance', 'google_redis_cluster', 'google_memorystore_instance']
    .map((type) => `${type}.${argument}`)
    .join(', ');

export const parity: ParityOf<ManagedRedisProps> = {
  engine: native('google_redis_instance or google_redis_cluster; google_memorystore_instance'),
  version: native(
    'google_redis_instance.redis_version, google_memorystore_instance.engine_version; google_redis_cluster has version 7 only',
  ),
  size: native(
    'google_redis_instance.memory_size_gb, google_redis_cluster.node_type, google_memorystore_instance.node_type',
  ),
  sku: native(
    'google_redis_instance.memory_size_gb, google_redis_cluster.node_type, google_memorystore_instance.node_type',
  ),
  replicas: native(
    'google_redis_instance.tier, replica_count, read_replicas_mode (from one to more, once, with the override secondaryIpRange "auto"); google_redis_cluster.replica_count, google_memorystore_instance.replica_count',
  ),
  shards: native('google_redis_cluster.shard_count, google_memorystore_instance.shard_count'),
  authentication: native(
    'google_redis_instance.auth_enabled; "identity" google_redis_cluster.authorization_mode, google_memorystore_instance.authorization_mode; the exporter signs in as applications do: there is one user',
  ),
  'credentials.rotationDays': unsupported(
    'Memorystore makes the password itself and replaces it only when authentication is turned off and on again',
    'leave it out, or take authentication "identity", which has no password',
  ),
  'persistence.mode': native(
    'google_redis_instance.persistence_config; "append-only" google_redis_cluster.persistence_config, google_memorystore_instance.persistence_config',
  ),
  'persistence.retentionDays': native(
    'google_redis_cluster.automated_backup_config.retention, google_memorystore_instance.automated_backup_config.retention',
  ),
  'persistence.start': native(
    'google_redis_instance.persistence_config.rdb_snapshot_start_time; google_redis_cluster.persistence_config.rdb_config, google_memorystore_instance.persistence_config.rdb_config; with persistence.retentionDays also automated_backup_config.fixed_frequency_schedule',
  ),
  restore: native(
    'google_redis_cluster.managed_backup_source, gcs_source; google_memorystore_instance.managed_backup_source, gcs_source; google_redis_instance has neither',
  ),
  evictionPolicy: native(
    'google_redis_instance.redis_configs, google_redis_cluster.redis_configs, google_memorystore_instance.engine_configs: maxmemory-policy',
  ),
  'maintenanceWindow.day': native(ofAll('maintenance_policy.weekly_maintenance_window.day')),
  'maintenanceWindow.start': native(ofAll('maintenance_policy.weekly_maintenance_window.start_time')),
  'maintenanceWindow.hours': emulated(
    ofAll('maintenance_policy.weekly_maintenance_window.start_time'),
    "Memorystore's windows last one hour, placed in the middle of the window asked for",
  ),
  logs: emulated('google_logging_project_sink', AUDIT_LOG),
  'logs.retentionDays': emulated('google_logging_project_bucket_config.retention_days', AUDIT_LOG),
  encryptionKey: native(
    'google_redis_instance.customer_managed_key, google_redis_cluster.kms_key, google_memorystore_instance.kms_key',
  ),
  deletionProtection: native(
    'google_redis_cluster.deletion_protection_enabled, google_memorystore_instance.deletion_protection_enabled; for google_redis_instance, which has none, lifecycle.prevent_destroy',
  ),
};
