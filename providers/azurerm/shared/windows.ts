/** Maintenance windows as Azure writes them, UTC. */
import { DAYS, type MaintenanceWindow } from '../../../core/words/times';

/** The days of Flexible Server, by number: the week starts on Sunday. */
const SUNDAY_FIRST = ['sunday', ...DAYS.filter((day) => day !== 'sunday')];

/** The window of Flexible Server, which lasts an hour from its start. */
export function hourOfWeek({ day, start }: MaintenanceWindow): {
  dayOfWeek: number;
  startHour: number;
  startMinute: number;
} {
  const [startHour, startMinute] = start.split(':').map(Number) as [number, number];
  return { dayOfWeek: SUNDAY_FIRST.indexOf(day), startHour, startMinute };
}
