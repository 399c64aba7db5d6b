/** How long a server's backups are kept. */
import type { ManagedPostgresProps } from './schema';

/** Days to keep backups: the log of a day is worth nothing without the backup before it. */
export const backupDays = ({ retentionDays, pointInTimeDays }: ManagedPostgresProps['backups']): number =>
  Math.max(retentionDays, pointInTimeDays);
