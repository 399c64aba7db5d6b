/** Maintenance windows as Azure's services write them, in UTC. */
import { DAYS, type MaintenanceWindow } from '../../../core/words/times';

/** The shortest window of AKS, in hours: https://learn.microsoft.com/azure/aks/planned-maintenance */
export const MIN_WINDOW_HOURS = 4;
/** Flexible Server numbers the days of a week that starts on Sunday. */
const SUNDAY_FIRST = ['sunday', ...DAYS.filter((day) => day !== 'sunday')];

/** The window of Flexible Server, which lasts an hour. */
export function hourOfWeek({ day, start }: MaintenanceWindow): {
  dayOfWeek: number;
  startHour: number;
  startMinute: number;
} {
  const [startHour, startMinute] = start.split(':').map(Number) as [number, number];
  return { dayOfWeek: SUNDAY_FIRST.indexOf(day), startHour, startMinute };
}

/** The window of AKS. */
export const weekly = ({ day, start, hours }: MaintenanceWindow & { readonly hours: number }) => ({
  frequency: 'Weekly',
  interval: 1,
  dayOfWeek: `${day.charAt(0).toUpperCase()}${day.slice(1)}`,
  startTime: start,
  utcOffset: '+00:00',
  duration: Math.max(hours, MIN_WINDOW_HOURS),
});
