import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userParity } from '../../../constructs/managed-postgres/user-parity';
import { emulated, except, native, type ParityOf, unsupported } from '../../../core/parity';

export const parity: ParityOf<ManagedPostgresProps> = {
  version: native('google_sql_database_instance.database_version'),
  size: native('google_sql_database_instance.settings.tier'),
  sku: native('google_sql_database_instance.settings.tier, edition'),
  'storage.sizeGiB': native('google_sql_database_instance.settings.disk_size'),
  'storage.maxSizeGiB': native('google_sql_database_instance.settings.disk_autoresize_limit'),
  highAvailability: native('google_sql_database_instance.settings.availability_type'),
  'backups.retentionDays': native(
    'google_sql_database_instance.settings.backup_configuration.backup_retention_settings',
  ),
  'backups.start': native('google_sql_database_instance.settings.backup_configuration.start_time'),
  'backups.pointInTimeDays': native(
    'google_sql_database_instance.settings.backup_configuration.point_in_time_recovery_enabled, transaction_log_retention_days (7 days at most, 35 on Enterprise Plus)',
  ),
  'backups.everyHours': emulated(
    'google_cloud_scheduler_job, google_workflows_workflow',
    'Cloud SQL makes one automatic backup a day: a workflow asks for others, and deletes them when they are old enough',
  ),
  'backups.copies.retentionDays': emulated(
    'google_workflows_workflow',
    "the workflow asks for a second backup in the secondary region. It is encrypted with the server's key, which is in the primary region: to survive the loss of its keys as well, have a read replica in the secondary region",
  ),
  'backups.lock.days': unsupported(
    'Cloud SQL cannot lock its backups against their owner',
    'leave it out for Google: deletionProtection and finalSnapshot keep backups when the server goes',
  ),
  'backups.restoreTest.cron': emulated(
    'google_cloud_scheduler_job, google_workflows_workflow',
    'Cloud SQL has no test of restores: a workflow restores the server as it was an hour ago from the newest backup and the log after it, beside it, and deletes the result after an hour',
  ),
  'backups.restoreTest.regions': emulated(
    'google_workflows_workflow',
    'a workflow for each region: in the second one, where there is no log, it restores the newest backup that is kept there, into a server that it makes',
  ),
  'backups.copyToSecondaryRegion': emulated(
    'google_sql_database_instance.settings.backup_configuration.location',
    "backups have one location: they are kept in the secondary region instead of the primary one. They are encrypted with the server's key, which is in the primary region: to survive the loss of its keys as well, have a read replica in the secondary region",
  ),
  restore: native('google_sql_database_instance.clone, restore_backup_context, master_instance_name, instance_type'),
  'maintenanceWindow.day': native('google_sql_database_instance.settings.maintenance_window.day'),
  'maintenanceWindow.start': native(
    'google_sql_database_instance.settings.maintenance_window.hour',
    except(
      'not on the hour',
      (start: string) => !start.endsWith(':00'),
      'Cloud SQL opens windows on the hour',
      'give a full hour, "02:00"',
    ),
  ),
  'maintenanceWindow.hours': emulated(
    'google_sql_database_instance.settings.maintenance_window.hour',
    'Cloud SQL starts within one hour, placed in the middle of the window',
  ),
  'readReplicas.*.size': native('google_sql_database_instance.settings.tier of the replica'),
  'readReplicas.*.sku': native('google_sql_database_instance.settings.tier, edition of the replica'),
  'readReplicas.*.region': native('google_sql_database_instance.region of the replica'),
  parameters: native('google_sql_database_instance.settings.database_flags'),
  queryInsights: native('google_sql_database_instance.settings.insights_config'),
  auditing: native(
    'google_sql_database_instance.settings.database_flags cloudsql.enable_pgaudit, pgaudit.log; what is recorded are Data Access audit logs, which account.auditTrail.reads turns on by statements',
  ),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  'logs.slowStatementMs': native('google_sql_database_instance.settings.database_flags log_min_duration_statement'),
  'logs.connections': native(
    'google_sql_database_instance.settings.database_flags log_connections, log_disconnections',
  ),
  encryptionKey: native('google_sql_database_instance.encryption_key_name, google_secret_manager_secret.replication'),
  database: native('google_sql_database.name'),
  owner: native('google_sql_user.name'),
  'credentials.rotationDays': native('time_rotating, google_sql_user.password_wo_version'),
  'credentials.rotation': emulated(
    'google_cloud_scheduler_job, google_workflows_workflow',
    'Cloud Scheduler starts a workflow that draws a password, sets it and stores it; `apply` is time_rotating',
  ),
  ...userParity({
    name: 'google_secret_manager_secret.secret_id',
    login: 'google_sql_user.type, google_service_account_iam_member',
    rotation: 'google_secret_manager_secret_version.secret_data_wo_version',
    clock: 'google_cloud_scheduler_job, google_workflows_workflow',
  }),
  deletionProtection: native('google_sql_database_instance.deletion_protection, settings.deletion_protection_enabled'),
  finalSnapshot: emulated(
    'google_sql_database_instance.settings.retain_backups_on_delete',
    'existing backups outlive the server; the last one is at most a day old',
  ),
};
