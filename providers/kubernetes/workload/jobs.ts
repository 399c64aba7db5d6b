/** Jobs of a workload: by schedule, or once per version. */
import type { CronJobSpec, JobSpec } from 'kubernetes-types/batch/v1';
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';

import type { Job } from '../../../constructs/workload/jobs';
import { containerResourcesOf, type WorkloadProps } from '../../../constructs/workload/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { shortHash } from '../../../core/names';
import { mapValues } from '../../../core/records';
import { cloudIdentityOf, metadataOf, partName, type WorkloadContext } from './context';
import { appPods, jobPods } from './pod';
import { jobKey } from './secrets';

type Schedule = Exclude<Job['when'], string>;

/** CronJobs append eleven characters to the names of their jobs. */
const CRON_NAME_LENGTH = 52;
/** Leaves room for a hyphen and a hash. */
const JOB_NAME_LENGTH = 63 - 7;
/** Finished runs that are kept, with their logs. */
const HISTORY = 3;
/** A run that could not start for that long is skipped. */
const STARTING_DEADLINE_SECONDS = 300;

const CONCURRENCY_POLICIES = { allow: 'Allow', skip: 'Forbid', replace: 'Replace' } as const satisfies Record<
  Schedule['overlap'],
  string
>;

/** Jobs that run before or after a rollout. */
export const jobsAt = ({ jobs }: WorkloadProps, when: 'before-rollout' | 'after-rollout'): [string, Job][] =>
  Object.entries(jobs).filter(([, job]) => job.when === when);

/** Jobs that run by schedule. */
export const scheduledJobs = ({ jobs }: WorkloadProps): [string, Job & { readonly when: Schedule }][] =>
  Object.entries(jobs).filter(
    (entry): entry is [string, Job & { when: Schedule }] => typeof entry[1].when === 'object',
  );

/**
 * Finished jobs are never removed automatically (`ttlSecondsAfterFinished`), because Terraform would create them again.
 */
export function jobSpec(
  workload: WorkloadContext,
  id: string,
  { image, command, args, secretEnv, cpu, memory, retries, deadlineSeconds }: Job,
): JobSpec {
  const { props } = workload;
  const { resources, writable } = props;
  return {
    backoffLimit: retries,
    activeDeadlineSeconds: deadlineSeconds,
    template: jobPods(workload, {
      image: image ?? props.image,
      command,
      args,
      secretEnv: mapValues(secretEnv, (variable) => jobKey(id, variable)),
      resources: containerResourcesOf({
        writable,
        resources: {
          ...resources,
          ...(cpu !== undefined && { cpu, cpuLimit: undefined }),
          ...(memory !== undefined && { memory, memoryLimit: undefined }),
        },
      }),
    }),
  };
}

/**
 * A job that runs once. Its name holds a hash of its pods and of the workload's, so that it runs again when either
 * changes.
 */
export function job(workload: WorkloadContext, id: string, props: Job): Manifest {
  const spec = jobSpec(workload, id, props);
  const hash = shortHash(
    JSON.stringify([spec.template, appPods(workload)].map((pods) => withoutCloudLabels(workload, pods))),
  );
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadataOf(workload, `${partName(workload, id, JOB_NAME_LENGTH)}-${hash}`),
    spec,
  };
}

/** Pods without labels that only one cloud needs, so that the hash is the same on every cloud. */
function withoutCloudLabels(workload: WorkloadContext, { metadata, spec }: PodTemplateSpec): object {
  const cloudLabels = Object.keys(cloudIdentityOf(workload).podLabels);
  const labels = Object.entries(metadata?.labels ?? {}).filter(([key]) => !cloudLabels.includes(key));
  return { labels, annotations: metadata?.annotations, spec };
}

export function cronJob(workload: WorkloadContext, id: string, props: Job & { readonly when: Schedule }): Manifest {
  const { schedule, timeZone, overlap } = props.when;
  const spec: CronJobSpec = {
    schedule,
    timeZone,
    concurrencyPolicy: CONCURRENCY_POLICIES[overlap],
    startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
    successfulJobsHistoryLimit: HISTORY,
    failedJobsHistoryLimit: HISTORY,
    jobTemplate: { metadata: { labels: metadataOf(workload).labels }, spec: jobSpec(workload, id, props) },
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadataOf(workload, partName(workload, id, CRON_NAME_LENGTH)),
    spec,
  };
}
