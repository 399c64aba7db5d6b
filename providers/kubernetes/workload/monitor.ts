/** Monitor: where Prometheus finds a workload's metrics. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { portOf } from '../../../constructs/workload/schema';
import { metadataOf, podsOf, type Described } from './described';

/** The label by which Argo Rollouts tells new pods from old. */
const VERSION_LABEL = 'rollouts-pod-template-hash';

/** Pods, not services, of which there may be two with the same pods, or none. */
export function podMonitor(workload: Described): Manifest | undefined {
  const { metrics, rollout } = workload.props;
  if (metrics === undefined) return undefined;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadataOf(workload),
    spec: {
      selector: { matchLabels: podsOf(workload.name, 'app') },
      jobLabel: 'app.kubernetes.io/name',
      ...(rollout.strategy !== 'rolling' && { podTargetLabels: [VERSION_LABEL] }),
      podMetricsEndpoints: [
        { port: portOf(workload.props, metrics.port)!.name, path: metrics.path, interval: `${metrics.everySeconds}s` },
      ],
    },
  };
}

/** Selects the workload's metrics. */
export const measuredAs = ({ name, props }: Described): string => `namespace="${props.namespace}",job="${name}"`;
