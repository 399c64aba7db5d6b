/** The disruption budget of a workload. */
import { rangeOf } from '../../../constructs/workload/scaling';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, podsOf, type WorkloadContext } from './context';

/**
 * At least one pod stays while nodes are drained. A single pod would then block the drain indefinitely: where there may
 * be one, pods are evicted one at a time instead, so that of two or more at least one stays all the same.
 */
export function disruptionBudget(workload: WorkloadContext): Manifest {
  const { minAvailable } = workload.props;
  const least = rangeOf(workload.props).min;
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(workload),
    spec: {
      ...(least > 1 ? { minAvailable: minAvailable ?? 1 } : { maxUnavailable: 1 }),
      selector: { matchLabels: podsOf(workload.name, 'app') },
    },
  };
}
