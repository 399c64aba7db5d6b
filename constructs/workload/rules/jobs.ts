/** Rules of a workload's jobs. */
import { amount } from '../../../core/kubernetes/words';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { isTimeZone } from '../../../core/words/times';
import { resourcesOf, type WorkloadProps } from '../schema';
import type { Job } from '../jobs';
import type { WorkloadContext } from './context';
import { isPinned, unpinned } from './pods';
import { mostOf } from './resources';

/** The five fields of a schedule, and what may stand in each: pkg.go.dev/github.com/robfig/cron/v3 */
const FIELDS = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC' },
  { name: 'day of the week', from: 0, to: 6, words: 'SUN MON TUE WED THU FRI SAT' },
] as const;
type Field = { readonly name: string; readonly from: number; readonly to: number; readonly words?: string };

const numberOf = (text: string, { from, words }: Field): number => {
  const index = words?.split(' ').indexOf(text.toUpperCase()) ?? -1;
  if (index >= 0) return from + index;
  return /^\d+$/.test(text) ? Number(text) : NaN;
};

/** `*`, `5`, `1-5`, each with `/2`, or several of them with commas between. */
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

const scheduleOf = ({ when }: Job) => (typeof when === 'object' ? when : undefined);

const wrongFields = (job: Job): string[] => {
  const given = scheduleOf(job)?.schedule.split(/\s+/) ?? [];
  return given.flatMap((text, index) => {
    const field = FIELDS[index]!;
    return isField(text, field) ? [] : [`${field.name} (${field.from}–${field.to}) ${text}`];
  });
};

export const jobRules: RuleTable<WorkloadProps, WorkloadContext> = [
  forEach(
    (props: WorkloadProps) =>
      Object.entries(props.jobs).map(([name, job]) => [`jobs.${name}`, { ...job, props }] as const),
    [
      {
        code: 'image',
        property: 'image',
        check: ({ image }) => image !== undefined && !isPinned(image) && unpinned(image),
      },
      {
        code: 'when-schedule',
        property: 'when.schedule',
        check: (job) =>
          wrongFields(job).length > 0 &&
          `must have the five fields of cron, got for the ${wrongFields(job).join(' and the ')}`,
      },
      {
        code: 'when-time-zone',
        property: 'when.timeZone',
        check: (job) =>
          !isTimeZone(scheduleOf(job)?.timeZone ?? 'Etc/UTC') &&
          `must be the name of a time zone such as "Europe/Berlin", got "${scheduleOf(job)?.timeZone}"`,
      },
      ...(['cpu', 'memory'] as const).map((kind) => ({
        code: 'x',
        property: kind,
        check: ({ props, ...job }: Job & { props: WorkloadProps }, context: WorkloadContext) => {
          const most = mostOf(props, context, kind);
          return (
            job[kind] !== undefined &&
            most !== undefined &&
            amount(limitOf(job, props, kind)) > amount(most) &&
            `must stay under what limitRange.max of the namespace "${props.namespace}" lets a container have, ${mostOf(props, context, kind)}, got ${limitOf(job, props, kind)} as its limit`
          );
        },
      })),
    ],
  ),
];

const limitOf = (job: Job, { resources }: WorkloadProps, kind: 'cpu' | 'memory'): string =>
  resourcesOf({ cpu: job.cpu ?? resources.cpu, memory: job.memory ?? resources.memory }).limits[kind];
