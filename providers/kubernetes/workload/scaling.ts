/** The autoscaler of a workload: Kubernetes' own, or KEDA's to scale by requests or a queue. */
import { type Autoscaling, usesKeda } from '../../../constructs/workload/scaling';
import { type Choice, chosen } from '../../../core/decision';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { metadataOf, type WorkloadContext } from './context';
import { metricMatchers } from './monitor';
import { prometheusTrigger, queueTrigger } from './queue';

/** The window over which requests are counted: four readings at the default interval. */
const RATE_WINDOW = '2m';

/** Kubernetes' defaults, written out: Terraform would remove what Kubernetes fills in. */
const EVERYTHING = { type: 'Percent', value: 100, periodSeconds: 15 };
const UP = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [EVERYTHING, { type: 'Pods', value: 4, periodSeconds: 15 }],
};
const behavior = ({ stabilizationSeconds }: Autoscaling) => ({
  scaleUp: UP,
  scaleDown: { stabilizationWindowSeconds: stabilizationSeconds, selectPolicy: 'Max', policies: [EVERYTHING] },
});

const targetOf = ({ name, props }: WorkloadContext) =>
  props.rollout.strategy === 'rolling'
    ? { apiVersion: 'apps/v1', kind: 'Deployment', name }
    : { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name };

/** What scales the pods, with the reason. */
export const chooseAutoscaler = (autoscaling: Autoscaling): Choice<string> =>
  usesKeda(autoscaling)
    ? chosen('ScaledObject of KEDA', 'scales by requests or a queue, which Kubernetes itself does not know')
    : chosen('HorizontalPodAutoscaler', 'scales by CPU and memory only');

/** Scales by CPU and memory only. */
export function horizontalPodAutoscaler(workload: WorkloadContext): Manifest | undefined {
  const { autoscaling } = workload.props;
  if (autoscaling === undefined || usesKeda(autoscaling)) return undefined;
  const { min, max } = autoscaling;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(workload),
    spec: {
      scaleTargetRef: targetOf(workload),
      minReplicas: min,
      maxReplicas: max,
      metrics: resourceTargets(autoscaling).map(({ name, percent }) => ({
        type: 'Resource',
        resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
      })),
      behavior: behavior(autoscaling),
    },
  };
}

/** Scales by requests or a queue, and by CPU and memory. */
export function scaledObject(workload: WorkloadContext): Manifest | undefined {
  const { autoscaling } = workload.props;
  if (autoscaling === undefined || !usesKeda(autoscaling)) return undefined;
  const { min, max, stabilizationSeconds, queue } = autoscaling;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadataOf(workload),
    spec: {
      scaleTargetRef: targetOf(workload),
      minReplicaCount: min,
      maxReplicaCount: max,
      // Scaling from one pod to none is KEDA's own, with its own delay.
      cooldownPeriod: stabilizationSeconds,
      advanced: { horizontalPodAutoscalerConfig: { behavior: behavior(autoscaling) } },
      triggers: [
        ...resourceTargets(autoscaling).map(({ name, percent }) => ({
          type: name,
          metricType: 'Utilization',
          metadata: { value: String(percent) },
        })),
        ...requestsTriggers(workload),
        ...(queue === undefined ? [] : [queueTrigger(workload, queue)]),
      ],
    },
  };
}

const resourceTargets = ({ cpu, memory }: Autoscaling) =>
  Object.entries({ cpu, memory }).flatMap(([name, percent]) => (percent === undefined ? [] : [{ name, percent }]));

/** Scales by the requests per second of all pods together. */
function requestsTriggers(workload: WorkloadContext): object[] {
  const { autoscaling, metrics } = workload.props;
  if (autoscaling?.requestsPerSecond === undefined || metrics === undefined) return [];
  const query = `sum(rate(${metrics.requests}{${metricMatchers(workload)}}[${RATE_WINDOW}]))`;
  return [prometheusTrigger(workload, query, autoscaling.requestsPerSecond)];
}
