import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userParity } from '../../../constructs/managed-postgres/user-parity';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<ManagedPostgresProps> = {
  version: native('aws_db_instance.engine_version, aws_db_parameter_group.family'),
  size: native('aws_db_instance.instance_class'),
  sku: native('aws_db_instance.instance_class'),
  'storage.sizeGiB': native('aws_db_instance.allocated_storage'),
  'storage.maxSizeGiB': native('aws_db_instance.max_allocated_storage'),
  highAvailability: native('aws_db_instance.multi_az'),
  'backups.retentionDays': native('aws_db_instance.backup_retention_period'),
  'backups.start': native('aws_db_instance.backup_window'),
  'backups.pointInTimeDays': native(
    'aws_db_instance.backup_retention_period',
    except(
      '0',
      (days: number) => days === 0,
      'RDS always restores to any second when it keeps backups',
      'leave it out for AWS',
    ),
  ),
  'backups.copyToSecondaryRegion': native('aws_db_instance_automated_backups_replication'),
  'backups.everyHours': native('aws_backup_plan.rule.schedule'),
  'backups.copies.retentionDays': native('aws_backup_plan.rule.copy_action.lifecycle.delete_after'),
  'backups.lock.days': native('aws_backup_vault_lock_configuration.min_retention_days'),
  'backups.restoreTest.cron': native('aws_backup_restore_testing_plan.schedule_expression'),
  restore: native('aws_db_instance.restore_to_point_in_time, snapshot_identifier, replicate_source_db'),
  'maintenanceWindow.day': native('aws_db_instance.maintenance_window'),
  'maintenanceWindow.start': native('aws_db_instance.maintenance_window'),
  'maintenanceWindow.hours': native('aws_db_instance.maintenance_window'),
  'readReplicas.*.size': native('aws_db_instance.instance_class of the replica'),
  'readReplicas.*.sku': native('aws_db_instance.instance_class of the replica'),
  'readReplicas.*.region': native('aws_db_instance.region of the replica'),
  parameters: native('aws_db_parameter_group.parameter'),
  queryInsights: native('aws_db_instance.performance_insights_enabled'),
  auditing: native(
    'aws_db_parameter_group.parameter shared_preload_libraries, pgaudit.log; a running server waits for a restart that you make',
  ),
  'logs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  'logs.slowStatementMs': native('aws_db_parameter_group.parameter log_min_duration_statement'),
  'logs.connections': native('aws_db_parameter_group.parameter log_connections, log_disconnections'),
  encryptionKey: native('aws_db_instance.kms_key_id'),
  database: native('aws_db_instance.db_name'),
  owner: native('aws_db_instance.username'),
  'credentials.rotationDays': native('time_rotating, aws_db_instance.password_wo_version'),
  'credentials.rotation': emulated(
    'aws_scheduler_schedule, aws_sfn_state_machine',
    'EventBridge Scheduler starts a state machine that draws a password, stores it, sets it, and makes it the current one; `apply` is time_rotating',
  ),
  ...userParity({
    name: 'aws_secretsmanager_secret.name',
    login: 'aws_iam_role_policy.policy',
    rotation: 'aws_secretsmanager_secret_version.secret_string_wo_version',
    clock: 'aws_scheduler_schedule, aws_sfn_state_machine',
  }),
  deletionProtection: native('aws_db_instance.deletion_protection'),
  finalSnapshot: native('aws_db_instance.skip_final_snapshot, delete_automated_backups'),
};
