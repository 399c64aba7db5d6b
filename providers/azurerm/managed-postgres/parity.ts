/** How Azure supports the properties of a PostgreSQL server. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userParity } from '../../../constructs/managed-postgres/user-parity';
import { emulated, except, native, type ParityOf, unsupported } from '../../../core/parity';
import { retentionExceptions } from '../shared/logs';

export const parity: ParityOf<ManagedPostgresProps> = {
  version: native('azurerm_postgresql_flexible_server.version'),
  size: native('azurerm_postgresql_flexible_server.sku_name'),
  sku: native('azurerm_postgresql_flexible_server.sku_name'),
  'storage.sizeGiB': emulated(
    'azurerm_postgresql_flexible_server.storage_mb',
    'rounded up to the next disk that Azure sells (32, 64, 128 … GiB); a server that has grown beyond keeps what it has',
  ),
  'storage.maxSizeGiB': emulated(
    'azurerm_postgresql_flexible_server.auto_grow_enabled',
    'by default, storage doubles whenever it is nearly full, without a limit; equal to sizeGiB, it never grows; other values are refused',
  ),
  highAvailability: native('azurerm_postgresql_flexible_server.high_availability'),
  'backups.retentionDays': native('azurerm_postgresql_flexible_server.backup_retention_days'),
  'backups.start': unsupported('Azure chooses when it takes the daily backup', 'leave it out for Azure'),
  'backups.pointInTimeDays': native(
    'azurerm_postgresql_flexible_server.backup_retention_days',
    except(
      '0',
      (days: number) => days === 0,
      'Azure can restore to any second as long as it keeps backups',
      'leave it out for Azure',
    ),
  ),
  'backups.everyHours': unsupported(
    'Azure makes one backup a day, and keeps the log all the time',
    'leave it out for Azure: every second of backups.retentionDays can be restored, in the paired region too with backups.copyToSecondaryRegion',
  ),
  'backups.copies.retentionDays': unsupported(
    'copies in the paired region are kept as long as backups',
    'leave it out for Azure, and set backups.copyToSecondaryRegion',
  ),
  'backups.lock.days': unsupported(
    'Azure cannot lock backups of flexible servers; vaulted ones are weekly, and come back as files',
    'leave it out for Azure: backups of a deleted server stay for five days, and deletionProtection locks it',
  ),
  'backups.restoreTest.cron': emulated(
    'azurerm_logic_app_workflow, azurerm_logic_app_trigger_custom, azurerm_logic_app_action_custom, azurerm_resource_group',
    'Azure has no test of restores: a logic app restores the server as it was an hour ago from the newest backup and the log after it, into a group of its own, and deletes the result after an hour',
  ),
  'backups.restoreTest.regions': emulated(
    'azurerm_logic_app_workflow',
    'a logic app for each region: in the second one it restores the server as it was two hours ago, of the copies in the paired region',
  ),
  'backups.copyToSecondaryRegion': native('azurerm_postgresql_flexible_server.geo_redundant_backup_enabled'),
  restore: emulated(
    'azurerm_postgresql_flexible_server.create_mode, source_server_id, point_in_time_restore_time_in_utc, replication_role',
    'the server has the password of what it was restored from, and no standby, until restore is "done": that apply brings them',
  ),
  'maintenanceWindow.day': native('azurerm_postgresql_flexible_server.maintenance_window.day_of_week'),
  'maintenanceWindow.start': native('azurerm_postgresql_flexible_server.maintenance_window.start_hour, start_minute'),
  'maintenanceWindow.hours': unsupported(
    'the window of a flexible server always lasts an hour',
    'leave it out for Azure',
  ),
  'readReplicas.*.size': native('azurerm_postgresql_flexible_server.sku_name of the replica'),
  'readReplicas.*.sku': native('azurerm_postgresql_flexible_server.sku_name of the replica'),
  'readReplicas.*.region': native('azurerm_postgresql_flexible_server.location of the replica'),
  parameters: native(
    'azurerm_postgresql_flexible_server_configuration; a parameter that requires a restart restarts the server at once',
  ),
  queryInsights: native(
    'azurerm_postgresql_flexible_server_configuration pg_qs.query_capture_mode, pgms_wait_sampling.query_capture_mode; off on burstable servers, which it slows down',
  ),
  auditing: native(
    'azurerm_postgresql_flexible_server_configuration shared_preload_libraries, azure.extensions, pgaudit.log',
  ),
  'logs.retentionDays': native(
    'azurerm_log_analytics_workspace.retention_in_days, azurerm_log_analytics_workspace_table',
    ...retentionExceptions,
  ),
  'logs.slowStatementMs': native('azurerm_postgresql_flexible_server_configuration log_min_duration_statement'),
  'logs.connections': native('azurerm_postgresql_flexible_server_configuration log_connections, log_disconnections'),
  encryptionKey: native(
    'azurerm_postgresql_flexible_server.customer_managed_key; the vault encrypts the credentials with its own key',
  ),
  database: native('azurerm_postgresql_flexible_server_database.name'),
  owner: emulated(
    'azurerm_postgresql_flexible_server.administrator_login',
    "the server's administrator, a member of the role azure_pg_admin, which owns the database",
  ),
  'credentials.rotationDays': emulated(
    'time_rotating, azurerm_postgresql_flexible_server.administrator_password_wo',
    'the first apply after this many days replaces the password',
  ),
  'credentials.rotation': emulated(
    'azurerm_logic_app_workflow, azurerm_logic_app_trigger_recurrence, azurerm_logic_app_action_custom',
    'a logic app draws a password, sets it and stores it; `apply` is time_rotating',
  ),
  ...userParity({
    name: 'azurerm_key_vault_secret.name',
    login:
      'azurerm_postgresql_flexible_server.authentication, azurerm_postgresql_flexible_server_active_directory_administrator',
    how: 'a pod in the cluster makes a role for each identity, as an administrator that is an identity itself: Azure lets nobody else',
    rotation: 'azurerm_key_vault_secret.value_wo_version',
    clock: 'azurerm_logic_app_workflow, azurerm_logic_app_trigger_recurrence, azurerm_logic_app_action_custom',
  }),
  deletionProtection: emulated(
    'azurerm_management_lock, azurerm_postgresql_flexible_server.lifecycle.prevent_destroy',
    'Azure refuses to delete a locked server, and Terraform to delete or replace it',
  ),
  finalSnapshot: emulated(
    'azurerm_postgresql_flexible_server.backup_retention_days',
    'Azure keeps the last backups of a deleted server for five days',
    except(
      'false',
      (enabled: boolean) => !enabled,
      'Azure always keeps the last backups of a deleted server for five days, at no charge',
      'leave it true for Azure',
    ),
  ),
};
