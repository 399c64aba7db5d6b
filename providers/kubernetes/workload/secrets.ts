/** The Secret of a workload's values in the cloud's store. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { secretWith } from '../base/secret';
import { keyOf } from './configuration';
import { metadataOf, partName, type WorkloadContext } from './context';

export const secretName = (workload: WorkloadContext): string => partName(workload, 'secrets');

/** The Secret with the certificate, its key and the authority's certificate. */
export const certificateSecret = (workload: WorkloadContext): string => partName(workload, 'certificate');

/** The key of a job's own variable. */
export const jobKey = (job: string, variable: string): string => `${job}.${variable}`;

/** The Secret with the values of `secretEnv` and `secretFiles`, and with those of jobs. */
export function secrets(workload: WorkloadContext): Manifest | undefined {
  const { secretEnv, secretFiles, jobs } = workload.props;
  const ofJobs = Object.entries(jobs).flatMap(([id, job]) =>
    Object.entries(job.secretEnv).map(([variable, value]) => [jobKey(id, variable), value] as const),
  );
  const files = Object.entries(secretFiles).map(([path, value]) => [keyOf(path), value] as const);
  const values = Object.fromEntries([...Object.entries(secretEnv), ...files, ...ofJobs]);
  return Object.keys(values).length === 0
    ? undefined
    : secretWith(workload, metadataOf(workload, secretName(workload)), values);
}
