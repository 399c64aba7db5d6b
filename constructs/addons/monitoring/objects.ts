/** What monitoring's chart stands on and does not bring: namespaces, rights, secrets, who may call whom, the route to Grafana. */
import { labelsOf, type Manifest } from '../../manifest';
import type { AddonContext } from '../addon';
import { SECRET_STORE } from '../external-secrets';
import { GATEWAY, routeTo } from '../gateway-routes';
import type { MonitoringProps } from '../monitoring';
import { RECEIVERS_SECRET, receiverSecrets } from './alertmanager';

type Context = AddonContext<MonitoringProps>;

/** Of the release, and what the names of its objects begin with. */
export const RELEASE = 'monitoring';
export const GRAFANA_SECRET = 'grafana-admin';
const GRAFANA = `${RELEASE}-grafana`;

/**
 * Where the pods are that look at nodes: they need the node's network, processes and disks, which the restricted Pod Security
 * Standard refuses. In a namespace of their own, all others stay restricted.
 */
export const nodesNamespace = (namespace: string): string => `${namespace}-nodes`;

/** How long a secret that was changed in the store may stay as it was. */
const REFRESH_INTERVAL = '1h';

/** What must be there before the chart. */
export const before = (context: Context): Manifest[] => [
  nodes(context),
  ...externalSecrets(context),
  ...grafanaRights(context),
  ...policies(context),
];

/** What needs other add-ons' CRDs, and the chart's services. */
export const after = ({ props: { grafana }, namespace }: Context): Manifest[] =>
  grafana === false || grafana.host === undefined
    ? []
    : [routeTo({ name: GRAFANA, namespace, host: grafana.host, service: GRAFANA, port: 80 })];

function nodes({ namespace, environment: { system } }: Context): Manifest {
  const name = nodesNamespace(namespace);
  const levels = ['enforce', 'audit', 'warn'].map(
    (mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged'] as const,
  );
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...labelsOf(name, system), ...Object.fromEntries(levels) } },
  };
}

/** Parts of secrets out of the cloud's store, by the keys that they get. */
type Parts = Readonly<Record<string, { readonly from: string; readonly key: string }>>;

function externalSecrets(context: Context): Manifest[] {
  const { grafana } = context.props;
  const receivers = receiverSecrets(context.props);
  const admin = grafana !== false && grafana.admin;
  return [
    ...(Object.keys(receivers).length > 0 ? [externalSecret(context, RECEIVERS_SECRET, receivers)] : []),
    ...(admin
      ? [
          externalSecret(context, GRAFANA_SECRET, {
            username: { from: admin, key: 'username' },
            password: { from: admin, key: 'password' },
          }),
        ]
      : []),
  ];
}

const externalSecret = ({ namespace, environment, cloud }: Context, name: string, parts: Parts): Manifest => ({
  apiVersion: 'external-secrets.io/v1',
  kind: 'ExternalSecret',
  metadata: { name, namespace, labels: labelsOf(name, environment.system) },
  spec: {
    refreshInterval: REFRESH_INTERVAL,
    secretStoreRef: { kind: 'ClusterSecretStore', name: SECRET_STORE },
    target: { name, creationPolicy: 'Owner', deletionPolicy: 'Retain' },
    data: Object.entries(parts).map(([secretKey, { from, key }]) => ({
      secretKey,
      remoteRef: { key: cloud.credentials(from), property: key },
    })),
  },
});

/** Grafana's sidecars look for ConfigMaps everywhere; the chart would let them read every secret, too. */
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

interface Callers {
  readonly name: string;
  readonly pods: Readonly<Record<string, string>>;
  /** Namespaces beside its own whose pods may call a port; everybody where none are named. */
  readonly others?: { readonly port: number; readonly namespaces?: readonly string[] };
}

/** Prometheus and Alertmanager ask nobody who they are: anybody who may call could read everything, and silence alerts. */
function policies(context: Context): Manifest[] {
  const { props, environment, namespace } = context;
  const { addons } = environment;
  const asking = [
    ...props.clients,
    ...(addons.keda ? [addons.keda.namespace ?? 'keda'] : []),
    ...(addons.argoRollouts ? [addons.argoRollouts.namespace ?? 'argo-rollouts'] : []),
  ];
  const callers: Callers[] = [
    { name: 'prometheus', pods: named('prometheus'), others: { port: 9090, namespaces: asking } },
    { name: 'alertmanager', pods: named('alertmanager') },
    { name: 'kube-state-metrics', pods: named('kube-state-metrics') },
    // The cluster's control plane, which has rules looked through before they are taken, is no pod.
    { name: 'operator', pods: named('kube-prometheus-stack-prometheus-operator'), others: { port: 10_250 } },
    ...(props.grafana === false
      ? []
      : [{ name: 'grafana', pods: named('grafana'), others: { port: 3000, namespaces: [GATEWAY.namespace] } }]),
  ];
  return callers.map(({ name, pods, others }) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${RELEASE}-${name}`, namespace, labels: labelsOf(name, environment.system) },
    spec: {
      podSelector: { matchLabels: pods },
      policyTypes: ['Ingress'],
      ingress: [{ from: [{ podSelector: {} }] }, ...(others ? [ingressOf(others)] : [])].filter(
        (rule) => rule !== undefined,
      ),
    },
  }));
}

const named = (name: string): Record<string, string> => ({ 'app.kubernetes.io/name': name });

function ingressOf({ port, namespaces }: NonNullable<Callers['others']>) {
  const ports = [{ protocol: 'TCP', port }];
  if (namespaces === undefined) return { ports };
  if (namespaces.length === 0) return undefined;
  const name = { key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(namespaces)].sort() };
  return { from: [{ namespaceSelector: { matchExpressions: [name] } }], ports };
}
