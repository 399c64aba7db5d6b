/** KEDA: replicas by what waits in queues and by what Prometheus knows, down to none. */
import type { Addon } from '../addon';
import { metricsOf, resources, spread } from '../../../core/kubernetes/chart-values';
import type { Budget, KedaProps, KedaValues } from './schema';

/** GKE's control plane reaches nodes' pods on this port and 443 alone. */
const PORT = 10_250;

export const keda: Addon<KedaProps> = {
  id: 'keda',
  title: 'KEDA',
  podSecurity: 'restricted',
  // What Prometheus looks at is an object of its own.
  after: ['monitoring'],
  releases: ({ environment, replicas, installed }) => {
    const budget: Budget = replicas > 1 ? { minAvailable: 1 } : {};
    const metrics = metricsOf(installed('monitoring'));
    const values: KedaValues = {
      // With the CRDs would go what is scaled by them.
      crds: { additionalAnnotations: { 'helm.sh/resource-policy': 'keep' } },
      image: { pullPolicy: 'IfNotPresent' },
      operator: { replicaCount: replicas },
      metricsServer: { replicaCount: replicas },
      webhooks: { replicaCount: replicas, port: PORT },
      service: { portHttpsTarget: PORT },
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
      // The chart lets it scale every kind that there is, beside those of Kubernetes.
      rbac: {
        enabledCustomScaledRefKinds: environment.addons.argoRollouts !== undefined,
        // The chart hands the word on as RBAC's name of the resource.
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
