/** Resources of a data cluster's containers, which have their data on disks of their own. */
import { resourcesOf } from '../../../constructs/workload/schema';
import { resourceList } from '../../../core/kubernetes/words';

/** Request of the node's disk. */
const DISK = '128Mi';

/** @param diskLimit of the node's disk: logs, what the container writes to its own files, directories that end with the pod */
export function clusterResourcesOf(resources: Parameters<typeof resourcesOf>[0], diskLimit = '1Gi') {
  const { requests, limits } = resourcesOf(resources);
  return { requests: resourceList({ ...requests, disk: DISK }), limits: resourceList({ ...limits, disk: diskLimit }) };
}
