/** Schedules in AWS's notation: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
import { fieldsOf } from '../../../core/words/cron';

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** By their names, because AWS counts them from 1. */
const named = (weekdays: string): string => weekdays.replace(/\d/g, (day) => WEEKDAYS[Number(day)] ?? '');

/** `cron(0 5 1 * ? *)`: with a sixth field, the year. AWS takes days of the month or of the week, and `?` for the other. */
export function awsCron(schedule: string): string {
  const [minutes, hours, days, months, weekdays = '*'] = fieldsOf(schedule);
  const byWeekday = days === '*' && weekdays !== '*';
  return `cron(${[minutes, hours, byWeekday ? '?' : days, months, byWeekday ? named(weekdays) : '?', '*'].join(' ')})`;
}
