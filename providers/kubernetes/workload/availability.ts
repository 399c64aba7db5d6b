/** The disruption budget of a workload. */
import { rangeOf } from '../../../constructs/workload/scaling';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { type Choice, choice } from '../../../core/decision';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, podsOf, type WorkloadContext } from './context';

/**
 * At least one pod stays while nodes are drained. A single pod would then block the drain indefinitely: where there may
 * be one, pods are evicted one at a time instead, so that of two or more at least one stays all the same.
 */
export function chooseBudget({ minAvailable, ...props }: WorkloadProps): Choice<object> {
  if (rangeOf(props).min <= 1)
    return choice({ maxUnavailable: 1 }, 'at most 1 unavailable', 'there may be one pod, which may not block a drain');
  const least = minAvailable ?? 1;
  const why = minAvailable === undefined ? 'while nodes are drained' : '`minAvailable`, while nodes are drained';
  return choice({ minAvailable: least }, `at least ${least} available`, why);
}

export function disruptionBudget(workload: WorkloadContext): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: metadataOf(workload),
    spec: {
      ...chooseBudget(workload.props).value,
      selector: { matchLabels: podsOf(workload.name, 'app') },
    },
  };
}
