/** Argo Rollouts: progressive delivery of new versions, as canary or blue-green rollouts. */
import { budget, metricsOf, resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { IMAGES } from '../../images';
import type { Addon } from '../addon';
import { toPrometheus } from '../monitoring/traffic';
import { controlling, NAME } from './rights';
import { argoRolloutsBase, type ArgoRolloutsProps, type ArgoRolloutsValues } from './schema';

/** The name by which Rollouts refer to the plugin that shifts traffic between versions with Gateway API routes. */
export const TRAFFIC_PLUGIN = 'argoproj-labs/gatewayAPI';

const BINARY = 'rollouts-plugin-trafficrouter-gatewayapi';

const PLUGINS = '/plugins';

const mount = { name: 'plugins', mountPath: PLUGINS };

const plugin = {
  trafficRouterPlugins: [{ name: TRAFFIC_PLUGIN, location: `file://${PLUGINS}/${BINARY}` }],
  initContainers: [
    {
      name: 'gateway-api-plugin',
      image: IMAGES.rolloutsPlugin,
      command: ['cp', `/bin/${BINARY}`, `${PLUGINS}/`],
      securityContext: { ...RESTRICTED, runAsUser: 999 },
      resources: resources('10m', '64Mi'),
      volumeMounts: [mount],
    },
  ],
  volumes: [{ name: mount.name, emptyDir: { sizeLimit: '256Mi' } }],
  volumeMounts: [mount],
};

const noPlugin = { trafficRouterPlugins: [], initContainers: [], volumes: [], volumeMounts: [] };

export const argoRollouts: Addon<ArgoRolloutsProps> = {
  ...argoRolloutsBase,
  id: NAME,
  title: 'Argo Rollouts',
  podSecurity: 'restricted',
  // The plugin uses Gateway API's CRDs, the ServiceMonitor those of Prometheus.
  after: ['gateway', 'monitoring'],
  traffic: (context) => [{ metrics: [8090], egress: toPrometheus(context) }],
  before: ({ namespace, environment, installed }) => controlling(namespace, environment.system, installed('gateway')),
  releases: ({ replicas, installed }) => {
    const values: ArgoRolloutsValues = {
      keepCRDs: true,
      controller: {
        createClusterRole: false,
        replicas,
        resources: resources('50m', '256Mi'),
        pdb: budget(replicas),
        topologySpreadConstraints: spread({
          'app.kubernetes.io/component': 'rollouts-controller',
          'app.kubernetes.io/instance': NAME,
        }),
        metrics: metricsOf(installed('monitoring')),
        ...(installed('gateway') ? plugin : noPlugin),
      },
    };
    return [
      {
        name: NAME,
        chart: { repository: 'https://argoproj.github.io/argo-helm', name: 'argo-rollouts', version: '2.41.0' },
        values,
      },
    ];
  },
};
