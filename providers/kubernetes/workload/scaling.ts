/** Scaling: what sets a workload's number of pods: Kubernetes' own autoscaler, or KEDA's where it goes by more than pods. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { usesKeda, type Autoscaling } from '../../../constructs/workload/scaling';
import { metadataOf, type Described } from './described';
import { measuredAs } from './monitor';
import { prometheusTrigger, queueTrigger } from './queue';

/** Over how long requests are counted: four readings at the default of two a minute. */
const RATE_WINDOW = '2m';

/** Kubernetes' own ways up and down, said: what it fills in itself, Terraform would take away again. */
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

const scaled = ({ name, props }: Described) =>
  props.rollout.strategy === 'rolling'
    ? { apiVersion: 'apps/v1', kind: 'Deployment', name }
    : { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name };

/** Where CPU and memory are all that counts. */
export function horizontalPodAutoscaler(workload: Described): Manifest | undefined {
  const { autoscaling } = workload.props;
  if (autoscaling === undefined || usesKeda(autoscaling)) return undefined;
  const { min, max } = autoscaling;
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: metadataOf(workload),
    spec: {
      scaleTargetRef: scaled(workload),
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

/** Where more counts. */
export function scaledObject(workload: Described): Manifest | undefined {
  const { autoscaling } = workload.props;
  if (autoscaling === undefined || !usesKeda(autoscaling)) return undefined;
  const { min, max, stabilizationSeconds, requestsPerSecond, queue } = autoscaling;
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadataOf(workload),
    spec: {
      scaleTargetRef: scaled(workload),
      minReplicaCount: min,
      maxReplicaCount: max,
      // From one to none it goes by itself, without Kubernetes' autoscaler.
      cooldownPeriod: stabilizationSeconds,
      advanced: { horizontalPodAutoscalerConfig: { behavior: behavior(autoscaling) } },
      triggers: [
        ...resourceTargets(autoscaling).map(({ name, percent }) => ({
          type: name,
          metricType: 'Utilization',
          metadata: { value: String(percent) },
        })),
        ...(requestsPerSecond === undefined
          ? []
          : [prometheusTrigger(workload, requestsQuery(workload), requestsPerSecond)]),
        ...(queue === undefined ? [] : [queueTrigger(workload, queue)]),
      ],
    },
  };
}

const resourceTargets = ({ cpu, memory }: Autoscaling) =>
  Object.entries({ cpu, memory }).flatMap(([name, percent]) => (percent === undefined ? [] : [{ name, percent }]));

const requestsQuery = (workload: Described): string =>
  `sum(rate(${workload.props.metrics!.requests}{${measuredAs(workload)}}[${RATE_WINDOW}]))`;
