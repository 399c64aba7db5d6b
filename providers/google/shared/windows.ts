/** Maintenance windows as Google writes them, UTC: one hour, given by its day and its start. */
import { DAYS, minutesOfWeek, type MaintenanceWindow } from '../../../core/words/times';

export interface MaintenanceHour {
  readonly day: (typeof DAYS)[number];
  readonly hour: number;
  readonly minute: number;
}

/** Google's hour, in the middle of the window asked for: what begins early or ends late stays inside. */
export function maintenanceHour(window: MaintenanceWindow): MaintenanceHour {
  const { from } = minutesOfWeek(window)[0]!;
  const minutes = from + Math.floor((window.hours - 1) / 2) * 60;
  return { day: DAYS[Math.floor(minutes / 1440) % 7]!, hour: Math.floor(minutes / 60) % 24, minute: minutes % 60 };
}

/** Cloud SQL counts from Monday, which is 1. */
export const dayNumber = (day: MaintenanceHour['day']): number => DAYS.indexOf(day) + 1;

/** Memorystore's form of the window. */
export function weeklyWindow(window: MaintenanceWindow) {
  const { day, hour: hours, minute: minutes } = maintenanceHour(window);
  return { day: day.toUpperCase(), startTime: { hours, minutes, seconds: 0, nanos: 0 } };
}
