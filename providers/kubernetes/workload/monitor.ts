/** The PodMonitor by which Prometheus finds a workload's metrics. */
import { portOf } from '../../../constructs/workload/ports';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, podsOf, type WorkloadContext } from './context';

/** The label with which Argo Rollouts marks the version of pods. */
const VERSION_LABEL = 'rollouts-pod-template-hash';

/** It selects pods rather than services, because a workload may have two services with the same pods, or none. */
export function podMonitor(workload: WorkloadContext): Manifest | undefined {
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
        { port: portOf(workload.props, metrics.port).name, path: metrics.path, interval: `${metrics.everySeconds}s` },
      ],
    },
  };
}

/** PromQL matchers of the workload's metrics. */
export const metricMatchers = ({ name, props }: WorkloadContext): string =>
  `namespace="${props.namespace}",job="${name}"`;
