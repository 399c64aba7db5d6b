/** The Secret of a workload's values in the cloud's store. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { secretWith } from '../base/secret';
import { keyOf } from './configuration';
import { metadataOf, partName, type WorkloadContext } from './context';

export const secretName = (workload: WorkloadContext): string => partName(workload, 'secrets');

/** The Secret with the values of `secretEnv` and `secretFiles`. */
export function secrets(workload: WorkloadContext): Manifest | undefined {
  const { secretEnv, secretFiles } = workload.props;
  const files = Object.entries(secretFiles).map(([path, value]) => [keyOf(path), value] as const);
  const values = Object.fromEntries([...Object.entries(secretEnv), ...files]);
  return Object.keys(values).length === 0
    ? undefined
    : secretWith(workload, metadataOf(workload, secretName(workload)), values);
}
