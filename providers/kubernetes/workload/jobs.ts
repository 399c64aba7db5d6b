/** Jobs: what runs of a workload's image by itself: by schedule, or once with every new version. */
import type { CronJobSpec, JobSpec } from 'kubernetes-types/batch/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { shortHash } from '../../../core/names';
import { resourcesOf, type WorkloadProps } from '../../../constructs/workload/schema';
import type { Job } from '../../../constructs/workload/jobs';
import { marksOf, metadataOf, partName, type Described } from './described';
import { appPods, jobPods } from './pod';

type Schedule = Exclude<Job['when'], string>;

/** A CronJob adds eleven characters to name its jobs. */
const CRON_NAME_LENGTH = 52;
/** A name with a hash after it. */
const JOB_NAME_LENGTH = 63 - 7;
/** Runs that are kept to look at, with their logs. */
const HISTORY = 3;
/** A run that could not begin for that long waits for its next time. */
const STARTING_DEADLINE_SECONDS = 300;

const POLICIES = { allow: 'Allow', skip: 'Forbid', replace: 'Replace' } as const satisfies Record<
  Schedule['overlap'],
  string
>;

/** Jobs that run at one point of a rollout, by name. */
export const jobsAt = ({ jobs }: WorkloadProps, when: 'before-rollout' | 'after-rollout'): [string, Job][] =>
  Object.entries(jobs).filter(([, job]) => job.when === when);

/** Jobs that run by a schedule. */
export const scheduled = ({ jobs }: WorkloadProps): [string, Job & { readonly when: Schedule }][] =>
  Object.entries(jobs).filter(
    (entry): entry is [string, Job & { when: Schedule }] => typeof entry[1].when === 'object',
  );

/** What a job does. Nothing is said of when it is removed: Terraform would make it again. */
export function jobSpec(
  workload: Described,
  { image, command, args, cpu, memory, retries, deadlineSeconds }: Job,
): JobSpec {
  const { props } = workload;
  const { resources } = props;
  return {
    backoffLimit: retries,
    activeDeadlineSeconds: deadlineSeconds,
    template: jobPods(workload, {
      image: image ?? props.image,
      command,
      args,
      resources: resourcesOf({
        cpu: cpu ?? resources.cpu,
        memory: memory ?? resources.memory,
        ...(cpu === undefined && { cpuLimit: resources.cpuLimit }),
        ...(memory === undefined && { memoryLimit: resources.memoryLimit }),
      }),
    }),
  };
}

/** A job that runs once: its name tells what it does and for which pods, so that it runs again with others. */
export function job(workload: Described, id: string, props: Job): Manifest {
  const spec = jobSpec(workload, props);
  const hash = shortHash(JSON.stringify([spec.template, appPods(workload)].map((pods) => unmarked(workload, pods))));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(workload, `${partName(workload, id, JOB_NAME_LENGTH)}-${hash}`),
    spec,
  };
}

/** The same on every cloud: without what a cloud puts on pods. */
function unmarked(workload: Described, { metadata, spec }: PodTemplateSpec): object {
  const marks = Object.keys(marksOf(workload).podLabels);
  const labels = Object.entries(metadata?.labels ?? {}).filter(([key]) => !marks.includes(key));
  return { labels, annotations: metadata?.annotations, spec };
}

export function cronJob(workload: Described, id: string, props: Job & { readonly when: Schedule }): Manifest {
  const { schedule, timeZone, overlap } = props.when;
  const spec: CronJobSpec = {
    schedule,
    timeZone,
    concurrencyPolicy: POLICIES[overlap],
    startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
    successfulJobsHistoryLimit: HISTORY,
    failedJobsHistoryLimit: HISTORY,
    jobTemplate: { metadata: { labels: metadataOf(workload).labels }, spec: jobSpec(workload, props) },
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(workload, partName(workload, id, CRON_NAME_LENGTH)),
    spec,
  };
}
