/** How Azure supports the properties of a Redis store. */
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { emulated, except, native, type ParityOf, unsupported } from '../../../core/parity';
import { retentionExceptions } from '../shared/logs';

const window = unsupported(
  'the provider cannot set when Azure Managed Redis is maintained (a preview in the portal)',
  'leave it out for Azure, or set it in the portal',
);

export const parity: ParityOf<ManagedRedisProps> = {
  engine: native(
    'azurerm_managed_redis',
    except(
      'valkey',
      (engine: string) => engine === 'valkey',
      'Azure sells no managed Valkey',
      'take "redis" for Azure',
    ),
  ),
  version: emulated(
    'azurerm_managed_redis',
    'Azure offers one version, Redis 7.4, and patches it: "7" is the only value',
  ),
  size: native('azurerm_managed_redis.sku_name; without a replica another size replaces the store'),
  sku: native('azurerm_managed_redis.sku_name; without a replica another size replaces the store'),
  replicas: native(
    'azurerm_managed_redis.high_availability_enabled; another number replaces the store',
    except(
      'more than 1',
      (replicas: number) => replicas > 1,
      'Azure keeps one copy of each primary',
      'take 0 or 1 for Azure',
    ),
  ),
  shards: emulated(
    'azurerm_managed_redis.default_database.clustering_policy, sku_name',
    "Azure chooses the number of shards by the size: more than one selects a size for their total memory, and Redis Cluster's protocol; one is one up to 24 GB",
  ),
  authentication: native(
    'azurerm_managed_redis.default_database.access_keys_authentication_enabled; identity azurerm_managed_redis_access_policy_assignment; the exporter signs in as applications do: access keys are of one user',
    except(
      'none',
      (kind: string) => kind === 'none',
      'Azure Managed Redis always authenticates clients',
      'take "token" or "identity" for Azure',
    ),
  ),
  'credentials.rotationDays': unsupported(
    'Azure regenerates access keys on request only, and Terraform cannot request it',
    'leave it out for Azure and regenerate the keys with the CLI: the next apply stores the new one',
  ),
  'persistence.mode': native(
    'azurerm_managed_redis.default_database.persistence_redis_database_backup_frequency, persistence_append_only_file_backup_frequency',
  ),
  'persistence.retentionDays': unsupported(
    'Azure keeps only the newest snapshot, for restarts',
    'leave it out for Azure and export the data to a storage account',
  ),
  'persistence.start': unsupported('Azure takes a snapshot every twelve hours', 'leave it out for Azure'),
  restore: unsupported(
    'Azure Managed Redis begins empty, and keeps no backup for another store',
    'leave it out for Azure, and import a file when the store is made: az redisenterprise database import',
  ),
  evictionPolicy: native('azurerm_managed_redis.default_database.eviction_policy'),
  'maintenanceWindow.day': window,
  'maintenanceWindow.start': window,
  'maintenanceWindow.hours': window,
  logs: native('azurerm_monitor_diagnostic_setting'),
  'logs.retentionDays': native('azurerm_log_analytics_workspace.retention_in_days', ...retentionExceptions),
  encryptionKey: native('azurerm_managed_redis.customer_managed_key'),
  deletionProtection: emulated(
    'azurerm_management_lock, azurerm_managed_redis.lifecycle.prevent_destroy',
    'Azure refuses to delete a locked store, and Terraform to delete or replace it',
  ),
};
