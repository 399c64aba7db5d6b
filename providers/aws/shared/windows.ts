/** Maintenance and backup windows in AWS's notation, UTC. */
import { DAYS, type MaintenanceWindow, minutesOfWeek } from '../../../core/words/times';

type Window = Parameters<typeof minutesOfWeek>[0];

/** The only interval of a weekly window, the first of a daily one. */
const firstInterval = (window: Window) => minutesOfWeek(window)[0]!;

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

const shortDay = (minutes: number): string => DAYS[Math.floor(minutes / 1440) % 7]!.slice(0, 3);

/** `02:00-03:00`: an hour from the start. RDS requires at least half an hour, ElastiCache a full one. */
export function dailyWindow(start: string): string {
  const { from, to } = firstInterval({ start, hours: 1 });
  return `${clock(from)}-${clock(to)}`;
}

/** `sun:02:00-sun:04:00`. */
export function weeklyWindow(window: MaintenanceWindow): string {
  const { from, to } = firstInterval(window);
  return `${shortDay(from)}:${clock(from)}-${shortDay(to)}:${clock(to)}`;
}

/** Time of day at which a window ends: `04:00`. */
export const endOf = (window: MaintenanceWindow): string => clock(firstInterval(window).to);
