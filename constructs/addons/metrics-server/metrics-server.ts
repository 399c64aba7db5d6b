/** Metrics Server: reports the CPU and memory use of pods to autoscalers and `kubectl top`, in clusters without one. */
import { budget, resources, spread } from '../../../core/kubernetes/chart-values';
import { toNodes } from '../../cloud-lookup/endpoints';
import type { Addon } from '../addon';
import { metricsServerBase, type MetricsServerProps, type MetricsServerValues } from './schema';

const RELEASE = 'metrics-server';

export const metricsServer: Addon<MetricsServerProps> = {
  ...metricsServerBase,
  id: 'metrics-server',
  title: 'Metrics Server',
  podSecurity: 'restricted',
  builtIn: { google: 'GKE', azurerm: 'AKS' },
  podLabels: { 'app.kubernetes.io/instance': RELEASE },
  // A cluster's own may have the same labels, and other ports.
  traffic: ({ cloud }) =>
    cloud.hasMetricsServer ? [] : [{ controlPlane: [10_250], metrics: [10_250], egress: [toNodes(10_250)] }],
  releases: ({ props, cloud, replicas }) => {
    if (cloud.hasMetricsServer) return [];
    const values: MetricsServerValues = {
      replicas,
      resources: resources('100m', '200Mi'),
      podDisruptionBudget: budget(replicas),
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'metrics-server' }),
      // The chart sets this flag, too; the later one wins.
      args: [`--metric-resolution=${props.everySeconds}s`],
    };
    return [
      {
        name: RELEASE,
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
