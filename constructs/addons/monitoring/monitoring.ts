/** kube-prometheus-stack: Prometheus, Alertmanager and Grafana, with metrics of nodes and of Kubernetes. */
import type { Addon } from '../addon';
import { ALERTS } from './alert';
import { receiverSecrets } from './alertmanager';
import { exportersOf } from './exporters';
import { RELEASE, objectsAfterChart, objectsBeforeChart } from './objects';
import { receiverRules } from './receivers';
import { monitoringValues } from './values';
import { namespaceOf, type Asked } from '../namespaces';
import { namespaceListRule } from '../parts/rules';
import { forEach } from '../../../core/rules/rule';
import { hostInZone } from '../../environment/dns-zones';
import type { MonitoringProps } from './schema';

/** Secrets of receivers and of Grafana's first user. Exporters, which are workloads, read their own. */
const secretsRead = (props: MonitoringProps): string[] => [
  ...Object.values(receiverSecrets(props)).map(({ from }) => from),
  ...(props.grafana !== false && props.grafana.adminSecret !== undefined ? [props.grafana.adminSecret] : []),
];

const isDefaultAlert = (name: string): boolean => (ALERTS as readonly string[]).includes(name);

export const monitoring: Addon<MonitoringProps> = {
  id: 'monitoring',
  title: 'kube-prometheus-stack',
  podSecurity: 'restricted',
  volumes: true,
  needs: (props, environment) => [
    ...(secretsRead(props).length > 0 || exportersOf(environment).length > 0 ? (['externalSecrets'] as const) : []),
    ...(props.grafana !== false && props.grafana.host !== undefined ? (['gateway'] as const) : []),
  ],
  // Its ExternalSecrets and HTTPRoute use their CRDs.
  after: ['externalSecrets', 'gateway'],
  secrets: secretsRead,
  rules: [
    ...receiverRules,
    hostInZone('grafana.host', ({ grafana }) => (grafana ? grafana.host : undefined)),
    namespaceListRule('clients', ({ clients }) => clients),
    forEach(
      ({ rules }: MonitoringProps) => Object.entries(rules).map(([name, rule]) => [`rules.${name}`, { name, rule }]),
      [
        {
          code: 'alert-unknown',
          property: '',
          check: ({ name, rule }) =>
            rule === false &&
            !isDefaultAlert(name) &&
            `must not be false, because it is none of the default alerts (${ALERTS.join(', ')}). Turn off alerts of the chart with values.defaultRules.disabled`,
        },
      ],
    ),
  ],
  before: objectsBeforeChart,
  releases: (context) => [
    {
      name: RELEASE,
      chart: {
        repository: 'https://prometheus-community.github.io/helm-charts',
        name: 'kube-prometheus-stack',
        version: '88.5.3',
      },
      values: monitoringValues(context),
    },
  ],
  objects: objectsAfterChart,
};

/** Address of Prometheus inside the cluster. */
export const prometheusUrl = (environment: Asked): string =>
  `http://prometheus-operated.${namespaceOf(environment, 'monitoring')}.svc:9090`;
