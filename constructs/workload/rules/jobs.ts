/** Rules of a workload's jobs. */
import { amount } from '../../../core/kubernetes/words';
import { forEach, type Rule, type RuleTable } from '../../../core/rules/rule';
import { isTimeZone } from '../../../core/words/times';
import type { InClusterContext } from '../../environment/in-cluster-rules';
import type { Job } from '../jobs';
import { resourcesOf, type WorkloadProps } from '../schema';
import { unpinnedImage } from './images';
import { containerMax, type Resource } from './resources';
import { needsExternalSecrets } from './secrets';

/** Resources that a job may have of its own. */
type JobResource = Exclude<Resource, 'disk'>;

const scheduleOf = ({ when }: Job) => (typeof when === 'object' ? when : undefined);

const limitOf = ({ cpu, memory }: Job, { resources }: WorkloadProps, resource: JobResource): string =>
  resourcesOf({ cpu: cpu ?? resources.cpu, memory: memory ?? resources.memory }).limits[resource];

const aboveContainerMax = (resource: JobResource): Rule<Job, InClusterContext, WorkloadProps> => ({
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
      needsExternalSecrets('secretEnv'),
      {
        code: 'job-image-unpinned',
        says: 'must have a tag other than "latest", or a digest, got …',
        property: 'image',
        check: ({ image }) => image !== undefined && unpinnedImage(image),
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
