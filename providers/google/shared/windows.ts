/** Maintenance windows of Google's databases: one hour, by its day and start in UTC. */
import { dayOf, DAYS, firstInterval, type MaintenanceWindow } from '../../../core/words/times';

export interface MaintenanceHour {
  readonly day: (typeof DAYS)[number];
  readonly hour: number;
  readonly minute: number;
}

/**
 * The hour in the middle of the requested window, so that maintenance that starts early or ends late stays inside it.
 */
export function maintenanceHour(window: MaintenanceWindow): MaintenanceHour {
  const { from } = firstInterval(window);
  const minutes = from + Math.floor((window.hours - 1) / 2) * 60;
  return { day: dayOf(minutes), hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}

/** Number of a day in Cloud SQL, where Monday is 1. */
export const dayNumber = (day: MaintenanceHour['day']): number => DAYS.indexOf(day) + 1;

/** The window as Memorystore takes it. */
export function weeklyWindow(window: MaintenanceWindow) {
  const { day, hour: hours, minute: minutes } = maintenanceHour(window);
  return { day: day.toUpperCase(), startTime: { hours, minutes, seconds: 0, nanos: 0 } };
}
