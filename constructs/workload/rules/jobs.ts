/** Rules of a workload's jobs. */
import { amount } from '../../../core/kubernetes/words';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { isTimeZone } from '../../../core/words/times';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import type { Job } from '../jobs';
import { resourcesOf, type WorkloadProps } from '../schema';
import { unpinnedImage } from './pods';
import { containerMax, type Resource } from './resources';

/** The five fields of a schedule and their values: pkg.go.dev/github.com/robfig/cron/v3 */
const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, words: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC' },
  { name: 'day of the week', from: 0, to: 6, words: 'SUN MON TUE WED THU FRI SAT' },
];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words that stand for the values, in their order. */
  readonly words?: string;
}

function numberOf(text: string, { from, words }: Field): number {
  const index = words?.split(' ').indexOf(text.toUpperCase()) ?? -1;
  if (index >= 0) return from + index;
  return /^\d+$/.test(text) ? Number(text) : NaN;
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

const scheduleOf = ({ when }: Job) => (typeof when === 'object' ? when : undefined);

function invalidFields(job: Job): string[] {
  const texts = scheduleOf(job)?.schedule.split(/\s+/) ?? [];
  return FIELDS.flatMap((field, index) => {
    const text = texts[index];
    return text === undefined || isField(text, field)
      ? []
      : [`"${text}" for the ${field.name} (${field.from}–${field.to})`];
  });
}

const limitOf = ({ cpu, memory }: Job, { resources }: WorkloadProps, resource: Resource): string =>
  resourcesOf({ cpu: cpu ?? resources.cpu, memory: memory ?? resources.memory }).limits[resource];

const aboveContainerMax = (resource: Resource): Rule<Job, InClusterContext, WorkloadProps> => ({
  code: `job-${resource}-max`,
  property: resource,
  check: (job, context, props) => {
    const max = containerMax(props, context, resource);
    const limit = limitOf(job, props, resource);
    return (
      job[resource] !== undefined &&
      max !== undefined &&
      amount(limit) > amount(max) &&
      `must give a limit of at most limitRange.max.${resource} ${max} of the namespace "${props.namespace}", got ${limit}`
    );
  },
});

export const jobRules: RuleTable<WorkloadProps, InClusterContext> = [
  forEach(
    ({ jobs }: WorkloadProps) => Object.entries(jobs).map(([name, job]) => [`jobs.${name}`, job] as const),
    [
      {
        code: 'job-image-unpinned',
        says: 'must have a tag other than "latest", or a digest, got …',
        property: 'image',
        check: ({ image }) => image !== undefined && unpinnedImage(image),
      },
      {
        code: 'job-schedule',
        property: 'when.schedule',
        check: (job) => {
          const invalid = invalidFields(job);
          return invalid.length > 0 && `must have the five fields of cron, got ${invalid.join(' and ')}`;
        },
      },
      {
        code: 'job-time-zone',
        property: 'when.timeZone',
        check: (job) => {
          const timeZone = scheduleOf(job)?.timeZone;
          return (
            timeZone !== undefined &&
            !isTimeZone(timeZone) &&
            `must be the name of a time zone such as "Europe/Berlin", got "${timeZone}"`
          );
        },
      },
      aboveContainerMax('cpu'),
      aboveContainerMax('memory'),
    ],
  ),
];
