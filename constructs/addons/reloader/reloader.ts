/** Reloader: restarts workloads when a Secret or ConfigMap that they use has changed. */
import { budget, resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { reloaderBase, type ReloaderProps, type ReloaderValues } from './schema';

export const reloader: Addon<ReloaderProps> = {
  ...reloaderBase,
  id: 'reloader',
  title: 'Reloader',
  podSecurity: 'restricted',
  // The chart grants the right to restart Rollouts only where their CRD exists.
  after: ['argoRollouts'],
  traffic: () => [{ metrics: [9090] }],
  releases: ({ props, environment, replicas }) => {
    const values: ReloaderValues = {
      fullnameOverride: 'reloader',
      reloader: {
        autoReloadAll: props.all,
        isArgoRollouts: environment.addons.argoRollouts !== undefined,
        // The default strategy adds an environment variable, which the manager of the workload would remove again.
        reloadStrategy: 'annotations',
        logFormat: 'json',
        enableHA: replicas > 1,
        readOnlyRootFileSystem: true,
        deployment: {
          replicas,
          resources: resources('25m', '192Mi'),
          containerSecurityContext: RESTRICTED,
          topologySpreadConstraints: spread({ app: 'reloader', release: 'reloader' }),
        },
        podDisruptionBudget: budget(replicas),
      },
    };
    return [
      {
        name: 'reloader',
        chart: { repository: 'https://stakater.github.io/stakater-charts', name: 'reloader', version: '2.2.16' },
        values,
      },
    ];
  },
};
