/** What is lost with the region of a server whose backups are copied to another one: learn.microsoft.com/azure/postgresql/flexible-server/concepts-backup-restore */
import type { RegionLoss } from '../../../constructs/environment/recovery';

export const backupCopies: RegionLoss = { minutes: 60, because: 'Azure copies backups and the log within an hour' };
