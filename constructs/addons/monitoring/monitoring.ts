/** kube-prometheus-stack: Prometheus, Alertmanager and Grafana, with metrics of nodes and of Kubernetes. */
import type { Addon } from '../addon';
import type { AddonNamespaces } from '../facts';
import { ROUTED_BY } from '../gateway/routes';
import { receiverSecrets } from './alertmanager';
import { guardedPods, objectsAfterChart, objectsBeforeChart, RELEASE } from './objects';
import { monitoringRules, monitoringWarnings } from './rules';
import { monitoringBase, type MonitoringProps } from './schema';
import { monitoringTraffic } from './traffic';
import { monitoringValues } from './values';

/** Secrets of receivers and of Grafana's first user. Exporters, which are workloads, read their own. */
const secretsRead = (props: MonitoringProps): string[] => [
  ...Object.values(receiverSecrets(props)).map(({ from }) => from),
  ...(props.grafana !== false && props.grafana.adminSecret !== undefined ? [props.grafana.adminSecret] : []),
];

export const monitoring: Addon<MonitoringProps> = {
  ...monitoringBase,
  id: 'monitoring',
  title: 'kube-prometheus-stack',
  podSecurity: 'restricted',
  volumes: true,
  needs: (props, { exporters }) => [
    ...(secretsRead(props).length > 0 || exporters.length > 0 ? (['externalSecrets'] as const) : []),
    ...(props.grafana !== false && props.grafana.host !== undefined ? (['gateway'] as const) : []),
  ],
  // Its ExternalSecrets and HTTPRoute use their CRDs.
  after: ['externalSecrets', 'gateway'],
  isProtected: ({ deletionProtection }) => deletionProtection,
  objectsAfter: ROUTED_BY,
  secrets: secretsRead,
  rules: monitoringRules,
  warnings: monitoringWarnings,
  guarded: guardedPods,
  before: objectsBeforeChart,
  traffic: monitoringTraffic,
  releases: (context) => [
    {
      name: RELEASE,
      chart: {
        repository: 'https://prometheus-community.github.io/helm-charts',
        name: 'kube-prometheus-stack',
        version: '88.5.3',
      },
      values: monitoringValues(context),
      crdsInFolder: true,
    },
  ],
  objects: objectsAfterChart,
};

/** Address of Prometheus inside the cluster. */
export const prometheusUrl = ({ monitoring: namespace }: AddonNamespaces): string =>
  `http://prometheus-operated.${namespace}.svc:9090`;
