/** KEDA: scales workloads by queue length and by Prometheus metrics, down to zero. */
import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1';

import { metricsOf, resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import { toManaged } from '../../cloud-lookup/endpoints';
import type { Environment } from '../../environment/schema';
import { cachePorts } from '../../managed-redis/ports';
import { kafkaQueueOf, queueCacheOf, redisQueueOf } from '../../workload/scaling';
import type { Addon, AddonContext } from '../addon';
import { toPrometheus } from '../monitoring/traffic';
import { toClusters } from '../parts/traffic';
import { type Budget, kedaBase, type KedaProps, type KedaValues } from './schema';

/** GKE's control plane reaches pods only on this port and on 443. */
const PORT = 10_250;

/** To the Kafka clusters and caches whose queues it measures. */
function toQueues({ environment, cloud }: AddonContext<KedaProps>): NetworkPolicyEgressRule[] {
  const { workloads, kafkaClusters, caches } = environment;
  const measured = new Set(Object.values(workloads).flatMap((workload) => kafkaQueueOf(workload)?.cluster ?? []));
  const ports = cachePorts(Object.values(workloads).flatMap((workload) => caches[queueCacheOf(workload) ?? ''] ?? []));
  return [
    ...toClusters(Object.fromEntries(Object.entries(kafkaClusters).filter(([id]) => measured.has(id)))),
    ...toManaged(cloud, ports),
  ];
}

/** Whether queues need credentials, which are in Secrets beside the workloads. */
const readsSecrets = ({ workloads }: Environment): boolean =>
  Object.values(workloads).some((workload) => kafkaQueueOf(workload) ?? redisQueueOf(workload));

/**
 * Namespaces in which it scales: all of the environment's, so that it sees to the end of objects of workloads that no longer
 * need it. Undefined if all of the cluster's.
 */
const watchedOf = ({ props, environment }: Pick<AddonContext<KedaProps>, 'props' | 'environment'>) =>
  props.all ? undefined : Object.keys(environment.namespaces).sort();

export const keda: Addon<KedaProps> = {
  ...kedaBase,
  id: 'keda',
  title: 'KEDA',
  podSecurity: 'restricted',
  // ServiceMonitors use its CRDs.
  after: ['monitoring'],
  traffic: (context) => [
    { controlPlane: [PORT], metrics: [8080], egress: [...toPrometheus(context), ...toQueues(context)] },
  ],
  // The chart binds its rights in the namespaces that it watches.
  actsIn: (context) => watchedOf(context) ?? [],
  releases: (context) => {
    const { environment, namespace, replicas, installed } = context;
    const acts = watchedOf(context);
    const budget: Budget = replicas > 1 ? { minAvailable: 1 } : {};
    const metrics = metricsOf(installed('monitoring'));
    const values: KedaValues = {
      // Deleting the CRDs would delete every ScaledObject.
      crds: { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } },
      image: { pullPolicy: 'IfNotPresent' },
      operator: { replicaCount: replicas },
      metricsServer: { replicaCount: replicas },
      webhooks: { replicaCount: replicas, port: PORT },
      service: { portHttpsTarget: PORT },
      // Empty would mean all.
      watchNamespace: (acts?.length === 0 ? [namespace] : (acts ?? [])).join(','),
      priorityClassName: priorityClass(environment, 'platform'),
      resources: {
        operator: resources('50m', '256Mi'),
        metricServer: resources('50m', '128Mi'),
        webhooks: resources('10m', '64Mi'),
      },
      podDisruptionBudget: { operator: budget, metricServer: budget, webhooks: budget },
      topologySpreadConstraints: {
        operator: spread({ app: 'keda-operator' }),
        metricsServer: spread({ app: 'keda-operator-metrics-apiserver' }),
        webhooks: spread({ app: 'keda-admission-webhooks' }),
      },
      // Otherwise KEDA may read every Secret where it scales, instead of those in its own namespace.
      permissions: { operator: { restrict: { secret: !readsSecrets(environment) } } },
      // By default the chart grants the right to scale every custom kind.
      rbac: {
        enabledCustomScaledRefKinds: environment.addons.argoRollouts !== undefined,
        // The chart uses `kind` as the resource's name in RBAC.
        scaledRefKinds: [{ apiGroup: 'argoproj.io', kind: 'rollouts' }],
      },
      prometheus: { operator: metrics, metricServer: metrics, webhooks: metrics },
    };
    return [
      {
        name: 'keda',
        chart: { repository: 'https://kedacore.github.io/charts', name: 'keda', version: '2.20.2' },
        values,
      },
    ];
  },
};
