/** Days, times of day, maintenance windows, time zones. */
import { z } from 'zod';

import { present } from '../invariant';

export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** A time of day, UTC. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time of day in UTC, "HH:MM"' });

/** A weekly window in which the cloud may patch and restart, UTC. */
export const maintenanceWindow = z.strictObject({
  /** Day of the week on which the window opens. */
  day: z.enum(DAYS),
  /** Time at which the window opens, UTC, `HH:MM`. */
  start: timeOfDay,
  /** How long the window stays open, in hours. */
  hours: z.int().min(1).max(24).default(2),
});

export type MaintenanceWindow = z.output<typeof maintenanceWindow>;

/** Whether the IANA database has a time zone of this name: `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  // Fast path for the default: the first Intl lookup is slow.
  if (name === 'Etc/UTC') return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** A weekly window, or a daily one without `day`. */
interface Window {
  readonly day?: (typeof DAYS)[number];
  readonly start: string;
  readonly hours: number;
}

/** A window's half-open intervals, in minutes since the week began: one, or one per day. */
export function minutesOfWeek({ day, start, hours }: Window): { readonly from: number; readonly to: number }[] {
  const [hour, minute] = start.split(':').map(Number) as [number, number];
  const days = day ? [DAYS.indexOf(day)] : DAYS.map((_, index) => index);
  return days.map((index) => {
    const from = index * 1440 + hour * 60 + minute;
    return { from, to: from + hours * 60 };
  });
}

/** The only interval of a weekly window, the first of a daily one. */
export const firstInterval = (window: Window) => present(minutesOfWeek(window)[0], 'the interval of a window');

/** The day of a minute of the week, or of the week that follows. */
export const dayOf = (minutes: number): (typeof DAYS)[number] =>
  present(DAYS[Math.floor(minutes / 1440) % 7], `day of minute ${minutes}`);

/** Whether two windows overlap in any week: an interval at a week's end continues in the next. */
export function windowsMeet(a: Window, b: Window): boolean {
  const week = 7 * 1440;
  return minutesOfWeek(a).some((x) =>
    minutesOfWeek(b).some((y) => [-week, 0, week].some((shift) => x.from < y.to + shift && y.from + shift < x.to)),
  );
}
