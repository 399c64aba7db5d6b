/** When GKE may upgrade: a weekly window as it writes one, and the shortest that it takes. */
import { DAYS, type MaintenanceWindow } from '../../../core/words/times';

/**
 * GKE refuses a cluster without 48 hours of maintenance in any 32 days, counting windows of 4 hours and more; 32 days are only
 * sure to hold four Sundays. Google's newer guidance reckons with 92 days, for which 4 hours do; 12 are taken under either.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/maintenance-windows-and-exclusions
 */
export const LEAST_WINDOW_HOURS = 12;

/** A Monday: what counts is the day of the week, and that the date never moves. */
const EPOCH = Date.UTC(2025, 0, 6);
const HOUR = 3_600_000;

/** A weekly window as GKE writes it: the first one, and how it recurs. */
export function recurringWindow({ day, start, hours }: MaintenanceWindow) {
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const opens = EPOCH + (DAYS.indexOf(day) * 24 + hour + minute / 60) * HOUR;
  const time = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  return {
    startTime: time(opens),
    endTime: time(opens + Math.max(hours, LEAST_WINDOW_HOURS) * HOUR),
    recurrence: `FREQ=WEEKLY;BYDAY=${day.slice(0, 2).toUpperCase()}`,
  };
}
