/** The highest limit of the node's disk of a container, where the environment says none. */
import type { Environment } from '../../../constructs/environment/schema';
import type { NamespaceProps } from '../../../constructs/namespace/schema';
import { containerResourcesOf } from '../../../constructs/workload/schema';
import { amount, bytesText } from '../../../core/kubernetes/words';

/** Room for what this project does not know: pods of charts and of operators. */
const USUAL = '10Gi';

/** So that no container of the namespace can fill a node, for which Kubernetes would evict the pods of others. */
export function diskMax(
  name: string,
  { limitRange }: Pick<NamespaceProps, 'limitRange'>,
  { workloads, addons }: Pick<Environment, 'workloads' | 'addons'>,
): string {
  const ofWorkloads = Object.values(workloads)
    .filter(({ namespace }) => namespace === name)
    .map((workload) => containerResourcesOf(workload).limits.disk);
  const ofRunners = Object.values(addons.githubRunners?.scaleSets ?? {}).map(({ resources }) => resources.disk);
  const ofOthers = limitRange === false ? [] : [limitRange.limit.disk];
  return bytesText(Math.max(...[USUAL, ...ofOthers, ...ofWorkloads, ...ofRunners].map(amount)));
}
