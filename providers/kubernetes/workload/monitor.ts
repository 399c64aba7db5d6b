/** The PodMonitor by which Prometheus finds a workload's metrics. */
import { tlsPorts } from '../../../constructs/workload/certificate';
import { portOf } from '../../../constructs/workload/ports';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCertificate } from './certificate';
import { metadataOf, podsOf, type WorkloadContext } from './context';
import { certificateSecret } from './secrets';

/** The label with which Argo Rollouts marks the version of pods. */
const VERSION_LABEL = 'rollouts-pod-template-hash';

/** It selects pods rather than services, because a workload may have two services with the same pods, or none. */
export function podMonitor(workload: WorkloadContext): Manifest | undefined {
  const { metrics, rollout } = workload.props;
  if (metrics === undefined) return undefined;
  const port = portOf(workload.props, metrics.port).name;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadataOf(workload),
    spec: {
      selector: { matchLabels: podsOf(workload.name, 'app') },
      jobLabel: 'app.kubernetes.io/name',
      ...(rollout.strategy !== 'rolling' && { podTargetLabels: [VERSION_LABEL] }),
      podMetricsEndpoints: [
        {
          port,
          path: metrics.path,
          interval: `${metrics.everySeconds}s`,
          ...(tlsPorts(workload.props).includes(port) && encrypted(workload)),
        },
      ],
    },
  };
}

/** Pods have one certificate, for the names of services, whatever address Prometheus calls. */
const encrypted = (workload: WorkloadContext) => ({
  scheme: 'https',
  tlsConfig: {
    ca: { secret: { name: certificateSecret(workload), key: 'ca.crt' } },
    serverName: nameInCertificate(workload),
  },
});

/** PromQL matchers of the workload's metrics. */
export const metricMatchers = ({ name, props }: WorkloadContext): string =>
  `namespace="${props.namespace}",job="${name}"`;
