/** What a change of each property of a database does to what exists, on Azure. */
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres/schema';
import { userChanges } from '../../../constructs/managed-postgres/user-changes';
import { SETTLED } from '../../../constructs/restore';
import {
  type ChangesOf,
  fixed,
  inPlace,
  readOnce,
  refusedByProtection,
  remembered,
  restarts,
  unavailable,
} from '../../../core/changes';

export const changes: ChangesOf<ManagedPostgresProps> = {
  version: restarts(
    'upgraded at once, away for minutes, never back; with replicas the plan refuses it: see [upgrades](../guides/upgrades.md)',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-major-version-upgrade',
  ),
  size: restarts(
    'at once, away for about a minute; with a standby for seconds',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute',
  ),
  sku: restarts(
    'at once, away for about a minute; with a standby for seconds',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute',
  ),
  'storage.sizeGiB': inPlace('grows online, over 4 TiB offline, never shrinks'),
  'storage.maxSizeGiB': inPlace(),
  highAvailability: inPlace(),
  'backups.retentionDays': inPlace('fewer delete the older backups'),
  'backups.start': unavailable,
  'backups.pointInTimeDays': inPlace(),
  'backups.copyToSecondaryRegion': remembered(
    'Azure would replace the server',
    'take a read replica in the secondary region instead',
  ),
  'backups.everyHours': unavailable,
  'backups.copies.retentionDays': unavailable,
  'backups.lock.days': unavailable,
  'backups.restoreTest.cron': inPlace(),
  'backups.restoreTest.regions': inPlace(),
  restore: readOnce(SETTLED)(
    'Azure would replace the server',
    'to restore, add another entry to databases; what has been restored says "done", and a replica that shall serve by itself "promoted"',
  ),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': unavailable,
  'readReplicas.*.size': restarts(
    'of the replica, at once',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute',
  ),
  'readReplicas.*.sku': restarts(
    'of the replica, at once',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute',
  ),
  'readReplicas.*.region': refusedByProtection(
    'the replica would be replaced: it is empty until it has copied everything',
    'add a second replica there, switch its readers over, and remove the first',
  ),
  parameters: restarts(
    'at once, for parameters that are read at the start',
    'https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-server-parameters',
  ),
  queryInsights: inPlace('off destroys what it has recorded'),
  auditing: restarts(
    'at once, on or off; another level in place; see [auditing](#auditing)',
    'https://learn.microsoft.com/azure/postgresql/security/security-audit',
  ),
  'logs.retentionDays': inPlace(),
  'logs.slowStatementMs': inPlace(),
  'logs.connections': inPlace(),
  encryptionKey: refusedByProtection(
    'Azure cannot go from its own keys to yours, or back',
    'add a second database, copy the data, switch over, and remove the first',
    'https://learn.microsoft.com/azure/postgresql/security/security-data-encryption',
  ),
  database: fixed(
    'Azure would delete the database and its data; the plan says so',
    'leave it, and create others with SQL',
  ),
  owner: fixed('Azure would replace the server; the plan says so', 'leave it, and create other roles with SQL'),
  'credentials.rotationDays': inPlace(),
  'credentials.rotation': inPlace(
    'from scheduled to apply, the password is replaced at once; back, when it is old enough',
  ),
  ...userChanges(),
  deletionProtection: inPlace(),
  finalSnapshot: inPlace(),
};
