/** Placement: the nodes that pods run on. */
import type { PodSpec } from 'kubernetes-types/core/v1';

import { POOL_LABEL } from '../../../constructs/cluster/pools';
import type { NodePoolProps } from '../../../constructs/cluster/schema';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';

/**
 * The taint that AKS puts on spot nodes automatically. The other clouds have none, and tolerating it does nothing
 * there.
 */
const SPOT_TAINT = { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' } as const;

const poolOf = ({ cluster }: Environment, name: string): NodePoolProps | undefined =>
  cluster && isManaged(cluster) ? cluster.nodePools[name] : undefined;

/** Selects the nodes of a pool of the environment's cluster, and tolerates their taints; nothing without a pool. */
export function placement(
  environment: Environment,
  nodePool: string | undefined,
): Pick<PodSpec, 'nodeSelector' | 'tolerations'> {
  const pool = nodePool === undefined ? undefined : poolOf(environment, nodePool);
  if (nodePool === undefined || pool === undefined) return {};
  const taints = [...pool.taints, ...(pool.spot ? [SPOT_TAINT] : [])];
  const tolerations = taints.map((taint) => ({ operator: 'Equal', ...taint }));
  return { nodeSelector: { [POOL_LABEL]: nodePool }, ...(tolerations.length > 0 && { tolerations }) };
}
