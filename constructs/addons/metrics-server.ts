/** Metrics Server: how much CPU and memory pods use, for autoscaling and `kubectl top`, where the cluster has none. */
import { z } from 'zod';
import { common, type Addon } from './addon';
import { budget, resources, spread, type Budget } from './parts/values';

/** What is set of the chart's values: artifacthub.io/packages/helm/metrics-server/metrics-server */
export interface MetricsServerValues {
  readonly replicas: number;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly args: readonly string[];
}

export const metricsServerSchema = z.strictObject({
  ...common<MetricsServerValues>(),
  /** Seconds between readings: 10–300. @default 15 */
  everySeconds: z.int().min(10).max(300).default(15),
});
export type MetricsServerProps = z.output<typeof metricsServerSchema>;

export const metricsServer: Addon<MetricsServerProps> = {
  id: 'metrics-server',
  title: 'Metrics Server',
  podSecurity: 'restricted',
  builtIn: { google: 'GKE', azurerm: 'AKS' },
  releases: ({ props, cloud, replicas }) => {
    if (cloud.hasMetricsServer) return [];
    const values: MetricsServerValues = {
      replicas,
      resources: resources('100m', '200Mi'),
      podDisruptionBudget: budget(replicas),
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'metrics-server' }),
      // Given twice, the later one counts.
      args: [`--metric-resolution=${props.everySeconds}s`],
    };
    return [
      {
        name: 'metrics-server',
        chart: {
          repository: 'https://kubernetes-sigs.github.io/metrics-server',
          name: 'metrics-server',
          version: '3.13.1',
        },
        values,
      },
    ];
  },
};
