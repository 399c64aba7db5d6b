/** Objects that put a namespace into the mesh: mutual TLS, openings in its network policies, and authorization. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inRange, networkPolicy, tcp } from '../../../core/kubernetes/network-policy';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { Environment } from '../../environment/schema';
import { callersOf } from '../../workload/calls';
import type { Peer } from '../../workload/peers';
import type { WorkloadProps } from '../../workload/schema';
import type { AddonContext } from '../addon';
import { GATEWAY } from '../gateway/routes';
import type { AddonKey } from '../schema';
import type { IstioProps } from './schema';

/** What both the rules and the objects of the mesh have at hand. */
type MeshContext = Pick<AddonContext<IstioProps>, 'environment' | 'addonNamespaces'>;

/** Label of namespaces whose pods are in the mesh. */
export const MESH = { 'istio.io/dataplane-mode': 'ambient' } as const;

/** Port of the mesh's tunnel (HBONE). Calls to any port of a pod in the mesh arrive on it. */
const HBONE = 15_008;
/** Source of kubelet's probes, as pods in the mesh see it: istio.io/latest/docs/ambient/usage/networkpolicy/ */
const PROBES = '169.254.7.127/32';

/** Add-ons that call data clusters, in addition to `callers`: their operator, and KEDA, which reads Kafka's topics. */
const OPERATORS = {
  kafkaClusters: ['strimzi', 'keda'],
  clickHouseClusters: ['clickHouseOperator'],
  searchClusters: ['openSearchOperator'],
} as const;

/** Kafka, ClickHouse and OpenSearch clusters in the namespaces that the user put into the mesh. */
export const meshClusters = ({ namespaces }: IstioProps, environment: Environment) =>
  (Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]).flatMap((record) =>
    Object.entries<{ readonly namespace: string; readonly callers: readonly Peer[] }>(environment[record])
      .filter(([, { namespace }]) => namespaces.includes(namespace))
      .map(([id, { callers }]) => ({ id, operators: OPERATORS[record], ...callersByKind(callers) })),
  );

/** Namespaces in the mesh: the user's, and those of add-ons that call pods in them. */
export function meshNamespaces(props: IstioProps, { environment, addonNamespaces }: MeshContext): string[] {
  if (props.namespaces.length === 0) return [];
  const calling: readonly AddonKey[] = [
    'gateway',
    'monitoring',
    ...meshClusters(props, environment).flatMap(({ operators }) => operators),
  ];
  const installed = calling.filter((key) => environment.addons[key] !== undefined);
  return [...new Set([...props.namespaces, ...installed.map((key) => addonNamespaces[key])])];
}

const callersByKind = (peers: readonly Peer[]) => {
  const named = peers.filter((peer) => typeof peer === 'object');
  return {
    workloads: named.flatMap((peer) => ('workload' in peer ? peer.workload : [])),
    namespaces: named.flatMap((peer) => ('namespace' in peer ? peer.namespace : [])),
    cidrs: named.flatMap((peer) => ('cidr' in peer ? peer.cidr : [])),
  };
};

/** Permitted callers of a workload: other workloads, whole namespaces, address ranges. */
export function meshCallers(
  id: string,
  { callers, routes, metrics }: WorkloadProps,
  { environment, addonNamespaces }: MeshContext,
) {
  const { gateway, monitoring } = environment.addons;
  const named = callersByKind(callersOf(environment, id, callers));
  return {
    ...named,
    namespaces: [
      ...named.namespaces,
      ...(routes.length > 0 && gateway ? [GATEWAY.namespace] : []),
      ...(metrics && monitoring ? [addonNamespaces.monitoring] : []),
    ],
  };
}

export const meshObjects = ({ props, ...context }: AddonContext<IstioProps>): Manifest[] => [
  ...props.namespaces.flatMap((namespace) => [
    mutualTls(namespace, props.permissive),
    // If nothing is denied by default, a first policy would deny everything that it does not allow.
    ...(context.environment.namespaces[namespace]?.defaultDeny ? [meshNetworkPolicy(namespace)] : []),
  ]),
  ...Object.entries(context.environment.workloads)
    .filter(([, { namespace }]) => props.namespaces.includes(namespace))
    .map(([id, workload]) => authorization(id, workload, context)),
];

const mutualTls = (namespace: string, permissive: boolean): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace },
  spec: { mtls: { mode: permissive ? 'PERMISSIVE' : 'STRICT' } },
});

function meshNetworkPolicy(namespace: string): Manifest {
  const mesh = { namespaceSelector: { matchLabels: MESH } };
  const ports = tcp(HBONE);
  return networkPolicy(
    { name: 'allow-mesh', namespace },
    { ingress: [{ from: [mesh], ports }, { from: [inRange(PROBES)] }], egress: [{ to: [mesh], ports }] },
  );
}

/** Network policies see only the tunnel's port, not the ports behind it. The mesh must therefore authorize callers. */
function authorization(id: string, workload: WorkloadProps, context: MeshContext): Manifest {
  const { environment } = context;
  const name = nameInCluster(environment, id);
  const { workloads, namespaces, cidrs } = meshCallers(id, workload, context);
  // Its own jobs call it before and after a rollout.
  const principals = [id, ...workloads].map((other) => principalOf(other, environment));
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace: workload.namespace },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      action: 'ALLOW',
      rules: [
        {
          from: [
            { source: { principals } },
            ...(namespaces.length > 0 ? [{ source: { namespaces } }] : []),
            ...(cidrs.length > 0 ? [{ source: { ipBlocks: cidrs } }] : []),
          ],
        },
      ],
    },
  };
}

/** Identity of a workload's pods in the mesh: their service account. */
const principalOf = (id: string, environment: Environment): string =>
  `cluster.local/ns/${environment.workloads[id]?.namespace}/sa/${nameInCluster(environment, id)}`;
