/** By which Logic Apps starts a workflow at the times of cron: it comes every day, and goes on under conditions. */
import { compact } from '../../../core/records';
import { fieldsOf } from '../../../core/words/cron';

/**
 * Whether the present day is among those of a field: learn.microsoft.com/azure/logic-apps/expression-functions-reference
 * @param values a list, or `*`
 */
const among = (values: string, now: string): string | undefined =>
  values === '*' ? undefined : `@contains(createArray(${values}), ${now})`;

const twoDigits = (number: string): string => number.padStart(2, '0');

/** Days and months as texts of two digits. */
const textsOf = (values: string): string => values.replace(/\d+/g, (number) => `'${twoDigits(number)}'`);

/**
 * A day in the past, from which runs are counted: without a start, the first would begin when the trigger is made.
 * https://learn.microsoft.com/azure/logic-apps/concepts-schedule-automated-recurring-tasks-workflows
 */
const FIRST_DAY = '2026-01-05';

/** Every day at the time of a schedule, and what must hold for a run: all of it. */
export function clockOf(cron: string) {
  const [minute = '', hour = '', days = '', months = '', weekdays = ''] = fieldsOf(cron);
  const start = [hour, minute].map(twoDigits).join(':');
  const conditions = compact([
    among(textsOf(months), "utcNow('MM')"),
    among(textsOf(days), "utcNow('dd')"),
    among(weekdays, 'dayOfWeek(utcNow())'),
  ]);
  return {
    recurrence: { frequency: 'Day', interval: 1, startTime: `${FIRST_DAY}T${start}:00Z` },
    conditions: conditions.map((expression) => ({ expression })),
  };
}

/** The schedule of a trigger, by what clockOf has made of it. */
export function cronOf(startTime: string, conditions: string): string {
  const [hour = '', minute = ''] = startTime.slice(FIRST_DAY.length + 1).split(':');
  const valuesOf = (now: string): string => {
    const [, values = '*'] = new RegExp(`createArray\\(([^()]*)\\), ${now}`).exec(conditions) ?? [];
    return values.replace(/\d+/g, (number) => String(Number(number))).replace(/'/g, '');
  };
  const [months, days, weekdays] = ["utcNow\\('MM'\\)", "utcNow\\('dd'\\)", 'dayOfWeek'].map(valuesOf);
  return [Number(minute), Number(hour), days, months, weekdays].join(' ');
}

/**
 * A trigger, as a workflow's definition has it.
 * learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#trigger-conditions
 */
export function triggerOf(cron: string): object {
  const { recurrence, conditions } = clockOf(cron);
  return { type: 'Recurrence', recurrence, ...(conditions.length > 0 && { conditions }) };
}
