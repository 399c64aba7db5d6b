/** Reloader: restarts workloads when a Secret or ConfigMap that they use has changed. */
import { budget, resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { leading, NAME, watchedBy, watching, watchingRole } from './rights';
import { reloaderBase, type ReloaderProps, type ReloaderValues } from './schema';

export const reloader: Addon<ReloaderProps> = {
  ...reloaderBase,
  id: NAME,
  title: 'Reloader',
  podSecurity: 'restricted',
  // With `all`, the chart grants the right to restart Rollouts only where their CRD exists.
  after: ['argoRollouts'],
  traffic: () => [{ metrics: [9090] }],
  actsIn: (context) => watchedBy(context) ?? [],
  binding: (watched, { namespace, environment }) => watching(watched, namespace, environment.system),
  before: (context) => {
    const { namespace, environment } = context;
    const watched = watchedBy(context);
    if (watched === undefined) return [];
    const { system, addons } = environment;
    return [
      watchingRole(system, addons.argoRollouts !== undefined),
      ...leading(namespace, system),
      // The chart has it watch its own namespace, too.
      ...(watched.includes(namespace) ? [] : [watching(namespace, namespace, system)]),
    ];
  },
  releases: (context) => {
    const { props, environment, replicas } = context;
    const watched = watchedBy(context);
    const values: ReloaderValues = {
      fullnameOverride: NAME,
      reloader: {
        autoReloadAll: props.all,
        watchGlobally: watched === undefined,
        namespaces: watched ?? [],
        // The chart has no roles for namespaces that come later, such as that of exporters.
        rbac: { enabled: watched === undefined },
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
        name: NAME,
        chart: { repository: 'https://stakater.github.io/stakater-charts', name: 'reloader', version: '2.2.16' },
        values,
      },
    ];
  },
};
