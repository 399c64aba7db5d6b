/** Monitoring: kube-prometheus-stack: Prometheus, Alertmanager and Grafana, and what they learn of nodes and of Kubernetes. */
import type { Addon } from '../addon';
import { ALERTS } from './alert';
import { receiverSecrets } from './alertmanager';
import { exporters } from './measured';
import { RELEASE, after, before } from './objects';
import { receiverRules } from './receivers';
import { monitoringValues } from './values';
import { namespaceOf, type Asked } from '../namespaces';
import type { MonitoringProps } from './schema';

/** What it reads out of the cloud's store: receivers' secrets, Grafana's first user. Exporters read for themselves. */
const secretsRead = (props: MonitoringProps): string[] => [
  ...Object.values(receiverSecrets(props)).map(({ from }) => from),
  ...(props.grafana !== false && props.grafana.adminSecret !== undefined ? [props.grafana.adminSecret] : []),
];

const unknownRules = ({ rules }: MonitoringProps): string[] =>
  Object.keys(rules).filter((name) => rules[name] === false && !(ALERTS as readonly string[]).includes(name));

export const monitoring: Addon<MonitoringProps> = {
  id: 'monitoring',
  title: 'kube-prometheus-stack',
  podSecurity: 'restricted',
  volumes: true,
  needs: (props, environment) => [
    ...(secretsRead(props).length > 0 || exporters(environment).length > 0 ? (['externalSecrets'] as const) : []),
    ...(props.grafana !== false && props.grafana.host !== undefined ? (['gateway'] as const) : []),
  ],
  // Their CRDs take what it makes of secrets and routes.
  after: ['externalSecrets', 'gateway'],
  secrets: secretsRead,
  rules: [
    ...receiverRules,
    {
      code: 'rules',
      property: 'rules',
      check: (props) =>
        unknownRules(props).length > 0 &&
        `must be false for one of ${ALERTS.join(', ')} alone, got ${unknownRules(props).join(', ')}; values.defaultRules.disabled turns off the chart's own`,
    },
    {
      code: 'namespace',
      property: 'namespace',
      check: ({ namespace = '' }, { environment }) =>
        environment.namespaces[namespace]?.defaultDeny === true &&
        `must be one with defaultDeny false, got "${namespace}": Prometheus calls every pod, and the cluster's control plane`,
    },
    {
      code: 'clients',
      property: 'clients',
      check: ({ clients }, { environment }) =>
        clients.some((name) => !(name in environment.namespaces)) &&
        `must be names in namespaces, got ${clients.filter((name) => !(name in environment.namespaces)).join(', ')}`,
    },
  ],
  before,
  releases: (context) => [
    {
      name: RELEASE,
      chart: {
        repository: 'https://prometheus-community.github.io/helm-charts',
        name: 'kube-prometheus-stack',
        version: '88.5.3',
      },
      values: { ...monitoringValues(context) },
    },
  ],
  objects: after,
};

/** Where Prometheus answers inside the cluster. */
export const prometheusUrl = (environment: Asked): string =>
  `http://prometheus-operated.${namespaceOf(environment, 'monitoring')}.svc:9090`;
