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

/** Days over which pauses are looked for: leap years come every fourth, and each date on every day of the week in 28. */
const PERIOD_DAYS = 28 * 365.25;
/** Days that hold every pause of a schedule on days of the week alone, from one week into the next. */
const TWO_WEEKS_DAYS = 14;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;

/** Minutes between two times of a schedule, at most; infinite for one that never comes, such as February 30. */
export function longestPause(schedule: string): number {
  const [minutes = [], hours = []] = valuesOf(schedule);
  const times = hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const days = daysOf(schedule);
  const overnight = pausesIn(days).map((pause) => pause * DAY_MINUTES - last + first);
  return overnight.reduce((longest, pause) => Math.max(longest, pause), days.length > 1 ? longestOf(times) : Infinity);
}

const pausesIn = (numbers: readonly number[]): number[] =>
  numbers.slice(1).map((number, index) => number - (numbers[index] ?? number));

const longestOf = (numbers: readonly number[]): number => Math.max(0, ...pausesIn(numbers));

/** The days of a period on which a schedule comes, by their number. */
function daysOf(schedule: string): number[] {
  const [, , dates = [], months = [], weekdays = []] = valuesOf(schedule);
  const [, , date = '', , weekday = ''] = schedule.split(/\s+/);
  // Either is enough, if both are limited.
  const either = ![date, weekday].some(isAny);
  const isSameEveryWeek = dates.length === 31 && months.length === 12;
  const length = isSameEveryWeek ? TWO_WEEKS_DAYS : PERIOD_DAYS;
  return Array.from({ length }, (_, number) => number).filter((number) => {
    const day = new Date(number * DAY_MS);
    if (!months.includes(day.getUTCMonth() + 1)) return false;
    const [isDate, isWeekday] = [dates.includes(day.getUTCDate()), weekdays.includes(day.getUTCDay())];
    return either ? isDate || isWeekday : isDate && isWeekday;
  });
}

const isAny = (text: string): boolean => text.split(',').some((part) => /^[*?](\/1)?$/.test(part));

/** The values of each of the five fields, in their order. */
export const valuesOf = (schedule: string): number[][] => {
  const texts = schedule.split(/\s+/);
  return FIELDS.map((field, index) => {
    const parts = (texts[index] ?? '').split(',').map((part) => rangeOf(part, field));
    const all = Array.from({ length: field.to - field.from + 1 }, (_, offset) => field.from + offset);
    return all.filter((value) =>
      parts.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0),
    );
  });
};

/** Each of the five fields as a list of its values, `*` where it has all of them. */
export const fieldsOf = (schedule: string): string[] =>
  valuesOf(schedule).map((values, index) => {
    const { from = 0, to = 0 } = FIELDS[index] ?? {};
    return values.length === to - from + 1 ? '*' : values.join(',');
  });

/** Every day at a time, `HH:MM`. */
export function dailyAt(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * *`;
}

/** How often a schedule comes on one of its days. */
export function timesADay(schedule: string): number {
  const [minutes = [], hours = []] = valuesOf(schedule);
  return minutes.length * hours.length;
}

/** Whether a schedule comes on days of the month and on days of the week, which clouds do not all take. */
export function limitsBothDays(schedule: string): boolean {
  const [, , days, , weekdays] = fieldsOf(schedule);
  return days !== '*' && weekdays !== '*';
}

/** `5/2` begins at 5 and goes on to the end. */
function rangeOf(part: string, field: Field): { readonly from: number; readonly to: number; readonly step: number } {
  const [range = '', step] = part.split('/');
  const [first = '', last] = range === '*' || range === '?' ? [`${field.from}`, `${field.to}`] : range.split('-');
  const from = numberOf(first, field);
  const single = step === undefined ? from : field.to;
  return { from, to: last === undefined ? single : numberOf(last, field), step: Number(step ?? 1) };
}
