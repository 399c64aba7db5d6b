/** Maintenance and backup windows in AWS's notation, UTC. */
import { dayOf, firstInterval, type MaintenanceWindow } from '../../../core/words/times';

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

const shortDay = (minutes: number): string => dayOf(minutes).slice(0, 3);

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
