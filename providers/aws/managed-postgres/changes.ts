/** What a change of each property of a database does to what exists, on AWS. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userChanges } from '../../../constructs/managed-postgres/user-changes';
import { SETTLED } from '../../../constructs/restore';
import { type ChangesOf, inPlace, readOnce, refusedByProtection, remembered, restarts } from '../../../core/changes';

export const changes: ChangesOf<ManagedPostgresProps> = {
  version: restarts(
    'upgraded at once, away for minutes, never back; a new parameter group; other changes of the same apply do not wait either',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  ),
  size: restarts(
    'in the maintenance window; with a standby, away for a minute',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  ),
  sku: restarts(
    'in the maintenance window; with a standby, away for a minute',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  ),
  'storage.sizeGiB': inPlace('grows online, never shrinks; once in six hours'),
  'storage.maxSizeGiB': inPlace(),
  highAvailability: inPlace('in the maintenance window; reads and writes are slower meanwhile'),
  'backups.retentionDays': inPlace('fewer delete the older backups'),
  'backups.start': inPlace(),
  'backups.pointInTimeDays': inPlace(),
  'backups.copyToSecondaryRegion': inPlace('off deletes the copies after their days of retention'),
  'backups.everyHours': inPlace(),
  'backups.copies.retentionDays': inPlace('of copies that are made from then on'),
  'backups.lock.days': inPlace('not any more when the lock is three days old'),
  'backups.restoreTest.cron': inPlace(),
  'backups.restoreTest.regions': inPlace(),
  restore: readOnce(SETTLED)(
    'RDS would replace the server',
    'to restore, add another entry to databases; what has been restored says "done", and a replica that shall serve by itself "promoted"',
  ),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  'readReplicas.*.size': restarts(
    'of the replica, in the maintenance window',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  ),
  'readReplicas.*.sku': restarts(
    'of the replica, in the maintenance window',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html',
  ),
  'readReplicas.*.region': refusedByProtection(
    'the replica would be replaced: it is empty until it has copied everything',
    'add a second replica there, switch its readers over, and remove the first',
  ),
  parameters: inPlace('one that is read at the start waits for a restart that you make: aws rds reboot-db-instance'),
  queryInsights: inPlace(),
  auditing: inPlace(
    'on or off waits for a restart that you make: aws rds reboot-db-instance; see [auditing](#auditing)',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.pgaudit.html',
  ),
  'logs.retentionDays': inPlace(),
  'logs.slowStatementMs': inPlace(),
  'logs.connections': inPlace(),
  encryptionKey: refusedByProtection(
    'RDS would replace the server',
    'add a second database, copy the data, switch over, and remove the first',
  ),
  database: remembered('RDS would replace the server', 'leave it, and create others with SQL'),
  owner: remembered('RDS would replace the server', 'leave it, and create other roles with SQL'),
  'credentials.rotationDays': inPlace(),
  'credentials.rotation': inPlace(
    'from scheduled to apply, the password is replaced at once; back, when it is old enough',
  ),
  ...userChanges({
    name: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_update-secret.html',
    login: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html',
  }),
  deletionProtection: inPlace(),
  finalSnapshot: inPlace(),
};
