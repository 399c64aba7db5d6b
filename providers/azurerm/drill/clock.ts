/** By which Logic Apps starts a workflow at the times of cron: it comes every day, and goes on under conditions. */
import { compact } from '../../../core/records';
import { fieldsOf } from '../../../core/words/cron';
import { firstAt } from '../shared/schedule';

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
 * A trigger, as a workflow's definition has it: all of its conditions must hold for a run.
 * learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#trigger-conditions
 */
export function clockOf(cron: string): object {
  const [minute = '', hour = '', days = '', months = '', weekdays = ''] = fieldsOf(cron);
  const start = [hour, minute].map(twoDigits).join(':');
  const conditions = compact([
    among(textsOf(months), "utcNow('MM')"),
    among(textsOf(days), "utcNow('dd')"),
    among(weekdays, 'dayOfWeek(utcNow())'),
  ]);
  return {
    type: 'Recurrence',
    recurrence: { frequency: 'Day', interval: 1, startTime: firstAt(start) },
    ...(conditions.length > 0 && { conditions: conditions.map((expression) => ({ expression })) }),
  };
}
