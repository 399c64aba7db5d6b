/** ServiceAccount: who a workload's pods are, in the cluster and, where it has rights there, in the cloud. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { marksOf, metadataOf, type Described } from './described';

export function serviceAccount(workload: Described): Manifest {
  const { annotations } = marksOf(workload);
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadataOf(workload), ...(Object.keys(annotations).length > 0 && { annotations }) },
    automountServiceAccountToken: false,
  };
}
