/** A server's backups: how long they are kept, when those beside the daily ones are made, and where tests restore them. */
import type { Rule } from '../../core/rules/rule';
import type { RegionRole } from '../environment/targets';
import type { ManagedPostgresProps } from './schema';

/** Days to keep backups: the log of a day is worth nothing without the backup before it. */
export const backupDays = ({ retentionDays, pointInTimeDays }: ManagedPostgresProps['backups']): number =>
  Math.max(retentionDays, pointInTimeDays);

type Backups = ManagedPostgresProps['backups'];

const DAY_HOURS = 24;

/** Hours between backups beside the daily ones; undefined where nothing asks for any. */
export function vaultHours({ everyHours, copies, lock }: Backups): number | undefined {
  if (everyHours !== undefined) return everyHours;
  return copies !== undefined || lock !== undefined ? DAY_HOURS : undefined;
}

/** The same where tests restore what is in the vault. */
export const testedVaultHours = (backups: Backups): number | undefined =>
  vaultHours(backups) ?? (backups.restoreTest && DAY_HOURS);

/** Whether restores are tested in the second region. */
export const isTestedThere = ({ backups }: Pick<ManagedPostgresProps, 'backups'>): boolean =>
  backups.restoreTest?.regions.includes('secondary') === true;

const nothingThere = (remedy: string): string =>
  `requires ${remedy} with "secondary": nothing of the server is in the second region of which one could be restored`;

/** Requires that there is something in the second region of which a test there restores. @param has whether there is */
export const testedThereRule = (
  has: (backups: Backups) => boolean,
  remedy: string,
): Rule<ManagedPostgresProps, unknown> => ({
  code: 'restore-test-of-nothing',
  property: 'backups.restoreTest.regions',
  says: nothingThere('…'),
  check: (props) => isTestedThere(props) && !has(props.backups) && nothingThere(remedy),
});

/** Id of the test in a region. */
export const testIn = (region: RegionRole): string =>
  region === 'primary' ? 'restore-test' : 'restore-test-secondary';

/** Hours for which whoever wants to look at it finds what a test has restored. */
export const TEST_HOURS = 1;

/** Hours from the server's own daily backup to the first one beside it, so that neither waits for the other. */
const AFTER_HOURS = 2;

/** Times of the day at which these begin: the minute, and the hours in their order. */
export function vaultTimes({ start }: Pick<Backups, 'start'>, every: number) {
  const [hour = 0, minute = 0] = start.split(':').map(Number);
  const first = (hour + AFTER_HOURS) % every;
  return { minute, hours: Array.from({ length: DAY_HOURS / every }, (_, index) => first + index * every) };
}
