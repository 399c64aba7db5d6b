/** Metrics Server: how much CPU and memory pods use, for autoscaling and `kubectl top`, where the cluster has none. */
import type { Addon } from '../addon';
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import type { MetricsServerProps, MetricsServerValues } from './schema';

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
