/** KEDA: replicas by what waits in queues and by what Prometheus knows, down to none. */
import { z } from 'zod';
import { common, type Addon } from './addon';
import { metricsOf, resources, spread, type Metrics } from './parts/values';

type Budget = { readonly minAvailable: number } | Record<string, never>;

/** What is set of the chart's values: artifacthub.io/packages/helm/kedacore/keda */
export interface KedaValues {
  readonly crds: { readonly additionalAnnotations: Readonly<Record<string, string>> };
  readonly image: { readonly pullPolicy: 'IfNotPresent' };
  readonly operator: { readonly replicaCount: number };
  readonly metricsServer: { readonly replicaCount: number };
  readonly webhooks: { readonly replicaCount: number; readonly port: number };
  readonly service: { readonly portHttpsTarget: number };
  readonly resources: { readonly operator: object; readonly metricServer: object; readonly webhooks: object };
  readonly podDisruptionBudget: { readonly operator: Budget; readonly metricServer: Budget; readonly webhooks: Budget };
  readonly topologySpreadConstraints: {
    readonly operator: readonly object[];
    readonly metricsServer: readonly object[];
    readonly webhooks: readonly object[];
  };
  readonly rbac: {
    readonly enabledCustomScaledRefKinds: boolean;
    readonly scaledRefKinds: readonly { readonly apiGroup: string; readonly kind: string }[];
  };
  readonly prometheus: { readonly operator: Metrics; readonly metricServer: Metrics; readonly webhooks: Metrics };
}

export const kedaSchema = z.strictObject({ ...common<KedaValues>() });
export type KedaProps = z.output<typeof kedaSchema>;

/** GKE's control plane reaches nodes' pods on this port and 443 alone. */
const PORT = 10_250;

export const keda: Addon<KedaProps> = {
  id: 'keda',
  title: 'KEDA',
  podSecurity: 'restricted',
  // What Prometheus looks at is an object of its own.
  after: ['monitoring'],
  releases: ({ environment, replicas, on }) => {
    const budget: Budget = replicas > 1 ? { minAvailable: 1 } : {};
    const metrics = metricsOf(on('monitoring'));
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
