/** What is lost with the region of a server whose backups are copied to another one: docs.cloud.google.com/sql/docs/postgres/backup-recovery/backups */
import type { RegionLoss } from '../../../constructs/environment/recovery';

export const backupCopies: RegionLoss = {
  minutes: 1_440,
  because: 'Cloud SQL keeps backups there, which are daily, and not the log',
};
