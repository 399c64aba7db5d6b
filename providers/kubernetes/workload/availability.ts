/** Availability: how many pods of a workload stay while nodes are drained. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { rangeOf } from '../../../constructs/workload/scaling';
import { metadataOf, podsOf, type Described } from './described';

/**
 * At least one stays. Where there may be one pod alone, that would keep its node for ever, so that one may go at a time: of two
 * or more, at least one stays all the same.
 */
export function disruptionBudget(workload: Described): Manifest {
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
