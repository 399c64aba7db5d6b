/** Days, times of day, maintenance windows, cron schedules. */
import { z } from 'zod';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A time of day, UTC. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day in UTC, "HH:MM"' });

/** A weekly window in which the cloud may patch and restart, UTC. */
export const maintenanceWindow = z.strictObject({
  /** Day of the week on which the window opens. */
  day: z.enum(DAYS),
  /** When the window opens, UTC, `HH:MM`. */
  start: timeOfDay,
  /** How long the window stays open, in hours: 1–24. @default 2 */
  hours: z.int().min(1).max(24).default(2),
});

export type MaintenanceWindow = z.output<typeof maintenanceWindow>;

/** A schedule. */
export const cron = z.string().regex(/^(\S+\s+){4}\S+$/, { error: 'must have the five fields of cron: "0 3 * * *"' });

/** Whether a zone of time is known by this name: `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  // The default; the first look at the table of zones takes its time.
  if (name === 'Etc/UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A half-open interval of minutes in a week, for comparing windows. */
export function minutesOfWeek({ day, start, hours }: { day?: (typeof DAYS)[number]; start: string; hours: number }) {
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const from = hour * 60 + minute;
  const days = day ? [DAYS.indexOf(day)] : DAYS.map((_, index) => index);
  return days.map((index) => ({ from: index * 1440 + from, to: index * 1440 + from + hours * 60 }));
}

/** True when a daily or weekly window meets another in any week. */
export function windowsMeet(a: Parameters<typeof minutesOfWeek>[0], b: Parameters<typeof minutesOfWeek>[0]): boolean {
  const week = 7 * 1440;
  return minutesOfWeek(a).some((x) =>
    minutesOfWeek(b).some((y) => [-week, 0, week].some((shift) => x.from < y.to + shift && y.from + shift < x.to)),
  );
}
