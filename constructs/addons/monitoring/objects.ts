/** Objects that the chart needs but lacks: namespaces, rights, secrets, network policies, Grafana's route. */
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { networkPolicy } from '../../../core/kubernetes/network-policy';
import { isWatched } from '../../environment/rotation';
import type { AddonContext, GuardedContext } from '../addon';
import { GATEWAY, routeTo } from '../gateway/routes';
import { externalSecret } from '../parts/external-secret';
import { addonPolicy, type GuardedPods } from '../parts/network-policy';
import { RECEIVERS_SECRET, receiverSecrets } from './alertmanager';
import type { MonitoringProps } from './schema';

type Context = AddonContext<MonitoringProps>;

/** Name of the release, and prefix of its object names. */
export const RELEASE = 'monitoring';
export const GRAFANA_SECRET = 'grafana-admin';
const GRAFANA = `${RELEASE}-grafana`;
export const PROMETHEUS_PORT = 9090;

/**
 * Namespace of the node exporters. They need the node's network, processes and disks, which the restricted Pod Security
 * Standard forbids; in a namespace of their own, all other pods stay restricted.
 */
export const nodesNamespace = (namespace: string): string => `${namespace}-nodes`;

/** Objects that the chart needs. */
export const objectsBeforeChart = (context: Context): Manifest[] => [
  ...nodes(context),
  ...externalSecrets(context),
  ...grafanaRights(context),
  ...guardedPods(context).map(addonPolicy),
];

/** Objects that need the chart's services and CRDs of other add-ons: the route to Grafana. */
export const objectsAfterChart = ({ props: { grafana }, namespace, environment }: Context): Manifest[] =>
  grafana === false || grafana.host === undefined
    ? []
    : [routeTo({ name: GRAFANA, namespace, host: grafana.host, service: GRAFANA, port: 80, environment })];

function nodes({ namespace, environment: { system } }: Context): Manifest[] {
  const name = nodesNamespace(namespace);
  const levels = ['enforce', 'audit', 'warn'].map(
    (mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged'] as const,
  );
  const labels = labelsOf(name, system);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels, ...Object.fromEntries(levels) } } },
    // Node exporters are on the node's network, which policies do not reach.
    networkPolicy({ name: 'default-deny', namespace: name, labels }, { ingress: [], egress: [] }),
  ];
}

/** Parts of secrets in the cloud's store, by their key in the Kubernetes Secret. */
type Parts = Readonly<Record<string, { readonly from: string; readonly key: string }>>;

function externalSecrets(context: Context): Manifest[] {
  const { grafana } = context.props;
  const receivers = receiverSecrets(context.props);
  const admin = grafana !== false && grafana.adminSecret;
  return [
    ...(Object.keys(receivers).length > 0 ? [secretOf(context, RECEIVERS_SECRET, receivers)] : []),
    ...(admin
      ? [
          secretOf(context, GRAFANA_SECRET, {
            username: { from: admin, key: 'username' },
            password: { from: admin, key: 'password' },
          }),
        ]
      : []),
  ];
}

const secretOf = ({ namespace, environment, cloud }: Context, name: string, parts: Parts): Manifest =>
  externalSecret({
    metadata: { name, namespace, labels: labelsOf(name, environment.system) },
    isWatched: isWatched(environment, Object.values(parts)),
    target: { creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: Object.entries(parts).map(([secretKey, { from, key }]) => ({
      secretKey,
      remoteRef: { key: cloud.credentials(from), property: key },
    })),
  });

/** Grafana's sidecars read ConfigMaps of all namespaces. The chart's own role would also let them read every Secret. */
function grafanaRights({ props, namespace, environment: { system } }: Context): Manifest[] {
  if (props.grafana === false) return [];
  const metadata = { name: `${GRAFANA}-dashboards`, labels: labelsOf(GRAFANA, system) };
  const apiGroup = 'rbac.authorization.k8s.io';
  return [
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRole',
      metadata,
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch', 'list'] }],
    },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup, kind: 'ClusterRole', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: GRAFANA, namespace }],
    },
  ];
}

/** Prometheus and Alertmanager do not authenticate: any caller could read everything and silence alerts. */
export function guardedPods({
  props,
  environment,
  namespace,
  addonNamespaces,
}: GuardedContext<MonitoringProps>): GuardedPods[] {
  const prometheusClients = [
    ...props.clients,
    ...(['keda', 'argoRollouts'] as const)
      .filter((key) => environment.addons[key] !== undefined)
      .map((key) => addonNamespaces[key]),
  ];
  const all: Readonly<Record<string, Pick<GuardedPods, 'from' | 'ports'> & { readonly pods?: string }>> = {
    prometheus: { from: [...new Set(prometheusClients)].sort(), ports: [PROMETHEUS_PORT] },
    alertmanager: { from: [] },
    'kube-state-metrics': { from: [] },
    // The control plane, which calls the operator's webhook to validate rules, is no pod that a policy could select.
    operator: { pods: 'kube-prometheus-stack-prometheus-operator', from: 'everybody', ports: [10_250] },
    ...(props.grafana !== false && { grafana: { from: [GATEWAY.namespace], ports: [3000] } }),
  };
  return Object.entries(all).map(([name, { pods = name, ...peers }]) => ({
    metadata: { name: `${RELEASE}-${name}`, namespace, labels: labelsOf(name, environment.system) },
    pods: { 'app.kubernetes.io/name': pods },
    ...peers,
  }));
}
