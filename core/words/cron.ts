/** Schedules in the form of cron, as Kubernetes and Velero read them: pkg.go.dev/github.com/robfig/cron/v3 */
import { z } from 'zod';

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words that stand for the values, in their order. */
  readonly words?: string;
}

/** The five fields of a schedule and their values. */
const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC' },
  { name: 'day of the week', from: 0, to: 6, words: 'SUN MON TUE WED THU FRI SAT' },
];

const FIVE = 'must have the five fields of cron';

/** Five fields, each within its range. */
export const cron = z
  .string()
  .regex(/^(\S+\s+){4}\S+$/, { error: `${FIVE}: "0 3 * * *"`, abort: true })
  .refine((schedule) => mistakesIn(schedule).length === 0, {
    error: ({ input }) => `${FIVE}: ${mistakesIn(String(input)).join(', ')}`,
  });

function mistakesIn(schedule: string): string[] {
  const texts = schedule.split(/\s+/);
  return FIELDS.flatMap((field, index) => {
    const { name, from, to } = field;
    const text = texts[index] ?? '';
    return isField(text, field) ? [] : [`"${text}" is no ${name} (${from}–${to})`];
  });
}

/** `*`, `5`, `1-5`, each with a step such as `/2`, or several of them separated by commas. */
function isField(text: string, field: Field): boolean {
  return text.split(',').every((part) => {
    const [range = '', step, ...more] = part.split('/');
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
    if (range === '*' || range === '?') return true;
    const [first = '', last = first, ...rest] = range.split('-');
    const [from, to] = [numberOf(first, field), numberOf(last, field)];
    return rest.length === 0 && from >= field.from && from <= to && to <= field.to;
  });
}

function numberOf(text: string, { from, words }: Field): number {
  const index = words?.split(' ').indexOf(text.toUpperCase()) ?? -1;
  if (index >= 0) return from + index;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
