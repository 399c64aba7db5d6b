/** What a change of each property of a database does to what exists, on Google. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userChanges } from '../../../constructs/managed-postgres/user-changes';
import { SETTLED } from '../../../constructs/restore';
import {
  type ChangesOf,
  inPlace,
  readOnce,
  refusedByProtection,
  remembered,
  restarts,
  unavailable,
} from '../../../core/changes';

export const changes: ChangesOf<ManagedPostgresProps> = {
  version: restarts(
    'upgraded at once, away for minutes, never back',
    'https://docs.cloud.google.com/sql/docs/postgres/upgrade-major-db-version-inplace',
  ),
  size: restarts(
    'at once, away for a minute; near zero on Enterprise Plus',
    'https://docs.cloud.google.com/sql/docs/postgres/instance-settings',
  ),
  sku: restarts(
    'at once, away for a minute; near zero on Enterprise Plus',
    'https://docs.cloud.google.com/sql/docs/postgres/instance-settings',
  ),
  'storage.sizeGiB': inPlace('at creation only: afterwards storage grows by itself'),
  'storage.maxSizeGiB': inPlace(),
  highAvailability: restarts(
    'at once, away for a few minutes',
    'https://docs.cloud.google.com/sql/docs/postgres/configure-ha',
  ),
  'backups.retentionDays': inPlace('fewer delete the older backups'),
  'backups.start': inPlace(),
  'backups.pointInTimeDays': restarts(
    'at once, to or from 0',
    'https://docs.cloud.google.com/sql/docs/postgres/instance-settings',
  ),
  'backups.copyToSecondaryRegion': inPlace(),
  'backups.everyHours': inPlace('to none, those that there are stay until the server goes, or somebody deletes them'),
  'backups.copies.retentionDays': inPlace(),
  'backups.lock.days': unavailable,
  'backups.restoreTest.cron': inPlace(),
  'backups.restoreTest.regions': inPlace(),
  restore: readOnce(SETTLED)(
    'Cloud SQL would write a backup over the data',
    'to restore, add another entry to databases; what has been restored says "done", and a replica that shall serve by itself "promoted"',
  ),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  'readReplicas.*.size': restarts(
    'of the replica, at once',
    'https://docs.cloud.google.com/sql/docs/postgres/instance-settings',
  ),
  'readReplicas.*.sku': restarts(
    'of the replica, at once',
    'https://docs.cloud.google.com/sql/docs/postgres/instance-settings',
  ),
  'readReplicas.*.region': refusedByProtection(
    'the replica would be replaced: it is empty until it has copied everything',
    'add a second replica there, switch its readers over, and remove the first',
  ),
  parameters: restarts(
    'at once, for parameters that are read at the start',
    'https://docs.cloud.google.com/sql/docs/postgres/flags',
  ),
  queryInsights: inPlace(),
  auditing: restarts(
    'at once, on or off; another level in place; see [auditing](#auditing)',
    'https://docs.cloud.google.com/sql/docs/postgres/pg-audit',
  ),
  'logs.retentionDays': inPlace(),
  'logs.slowStatementMs': inPlace(),
  'logs.connections': inPlace(),
  encryptionKey: refusedByProtection(
    'Cloud SQL would replace the server',
    'add a second database, copy the data, switch over, and remove the first',
  ),
  database: remembered('Cloud SQL would delete the database and its data', 'leave it, and create others with SQL'),
  owner: remembered(
    'Cloud SQL would delete the role, which owns the data',
    'leave it, and create other roles with SQL',
  ),
  'credentials.rotationDays': inPlace(),
  'credentials.rotation': inPlace(
    'from scheduled to apply, the password is replaced at once; back, when it is old enough',
  ),
  ...userChanges(),
  deletionProtection: inPlace(),
  finalSnapshot: inPlace(),
};
