/** Schedules in AWS's notation: docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based */
import { valuesOf } from '../../../core/words/cron';

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const ALL = [60, 24, 31, 12, 7];

const listOf = (values: readonly (string | number)[], all: number): string =>
  values.length === all ? '*' : values.join(',');

/** Each field as a list; days of the week by their names, because AWS counts them from 1. */
const fieldsOf = (schedule: string): string[] =>
  valuesOf(schedule).map((values, index) =>
    listOf(index === 4 ? values.map((day) => WEEKDAYS[day] ?? '') : values, ALL[index] ?? 0),
  );

/** AWS takes days of the month or of the week, and `?` for the other. */
export function limitsBothDays(schedule: string): boolean {
  const [, , days, , weekdays] = fieldsOf(schedule);
  return days !== '*' && weekdays !== '*';
}

/** `cron(0 5 1 * ? *)`: with a sixth field, the year. */
export function awsCron(schedule: string): string {
  const [minutes, hours, days, months, weekdays] = fieldsOf(schedule);
  const byWeekday = days === '*' && weekdays !== '*';
  return `cron(${[minutes, hours, byWeekday ? '?' : days, months, byWeekday ? weekdays : '?', '*'].join(' ')})`;
}
