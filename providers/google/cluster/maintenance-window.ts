/** GKE's weekly maintenance window, and the shortest one that it accepts. */
import { DAYS, type MaintenanceWindow } from '../../../core/words/times';

/**
 * GKE requires 48 hours of maintenance in any 32 days, counting windows of at least 4 hours, and 32 days are only sure
 * to contain four of any weekday. Google's newer guidance counts 92 days, for which 4 hours suffice; 12 hours satisfy
 * both. https://cloud.google.com/kubernetes-engine/docs/how-to/maintenance-windows-and-exclusions
 */
export const MIN_WINDOW_HOURS = 12;

/** A Monday, fixed so that plans do not differ from day to day. */
const EPOCH = Date.UTC(2025, 0, 6);
const HOUR = 3_600_000;

/** Returns the window as GKE describes it: its first occurrence and how it recurs. */
export function recurringWindow({ day, start, hours }: MaintenanceWindow) {
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const opens = EPOCH + (DAYS.indexOf(day) * 24 + hour + minute / 60) * HOUR;
  const timestamp = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
  return {
    startTime: timestamp(opens),
    endTime: timestamp(opens + Math.max(hours, MIN_WINDOW_HOURS) * HOUR),
    recurrence: `FREQ=WEEKLY;BYDAY=${day.slice(0, 2).toUpperCase()}`,
  };
}
