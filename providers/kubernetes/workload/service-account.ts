/** The service account of a workload's pods, which stands for their identity in the cloud. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { cloudIdentityOf, metadataOf, type WorkloadContext } from './context';

export function serviceAccount(workload: WorkloadContext): Manifest {
  const { annotations } = cloudIdentityOf(workload);
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { ...metadataOf(workload), ...(Object.keys(annotations).length > 0 && { annotations }) },
    automountServiceAccountToken: false,
  };
}
