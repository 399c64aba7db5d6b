/** What makes a namespace part of the mesh: mutual TLS, ways through its network policies, and who may call whom. */
import type { AddonKey } from '../schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { nameInCluster } from '../../../core/names-in-cluster';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../../workload/schema';
import { callersOf } from '../../workload/calls';
import type { Peer } from '../../workload/peers';
import { GATEWAY } from '../gateway/routes';
import type { IstioProps } from './schema';
import { namespaceOf } from '../namespaces';

/** The label of namespaces whose pods join. */
export const MESH = { 'istio.io/dataplane-mode': 'ambient' } as const;

/** The port at which every pod of the mesh is called, by whatever port it is meant. */
const HBONE = 15_008;
/** Where kubelet's probes come from as pods see it: istio.io/latest/docs/ambient/usage/networkpolicy/ */
const PROBES = '169.254.7.127/32';

/** Who calls into clusters that keep data, beside their callers: the add-on that runs them, and KEDA, which looks at topics. */
const OPERATORS = {
  kafkaClusters: ['strimzi', 'keda'],
  clickHouseClusters: ['clickHouseOperator'],
  searchClusters: ['openSearchOperator'],
} as const;

/** Kafka, ClickHouse and OpenSearch clusters in the namespaces that were asked for. */
export const meshClusters = ({ namespaces }: IstioProps, environment: Environment) =>
  (Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]).flatMap((record) =>
    Object.entries<{ readonly namespace: string; readonly callers: readonly Peer[] }>(environment[record])
      .filter(([, { namespace }]) => namespaces.includes(namespace))
      .map(([id, { callers }]) => ({ id, operators: OPERATORS[record], ...callersByKind(callers) })),
  );

/** Namespaces that join: those asked for, and those of the add-ons that call into them. */
export function meshNamespaces(props: IstioProps, environment: Environment): string[] {
  if (props.namespaces.length === 0) return [];
  const calling: readonly AddonKey[] = [
    'gateway',
    'monitoring',
    ...meshClusters(props, environment).flatMap(({ operators }) => operators),
  ];
  const there = calling.filter((key) => environment.addons[key] !== undefined);
  return [...new Set([...props.namespaces, ...there.map((key) => namespaceOf(environment, key))])];
}

const callersByKind = (peers: readonly Peer[]) => {
  const named = peers.filter((peer) => typeof peer === 'object');
  return {
    workloads: named.flatMap((peer) => ('workload' in peer ? peer.workload : [])),
    namespaces: named.flatMap((peer) => ('namespace' in peer ? peer.namespace : [])),
    cidrs: named.flatMap((peer) => ('cidr' in peer ? peer.cidr : [])),
  };
};

/** Who may call a workload: other workloads, whole namespaces, ranges of addresses. */
export function meshCallers(id: string, { callers, routes, metrics }: WorkloadProps, environment: Environment) {
  const { gateway, monitoring } = environment.addons;
  const named = callersByKind(callersOf(environment, id, callers));
  return {
    ...named,
    namespaces: [
      ...named.namespaces,
      ...(routes.length > 0 && gateway ? [GATEWAY.namespace] : []),
      ...(metrics && monitoring ? [namespaceOf(environment, 'monitoring')] : []),
    ],
  };
}

/** Everything, in the namespaces that were asked for. */
export const meshObjects = (props: IstioProps, environment: Environment): Manifest[] => [
  ...props.namespaces.flatMap((namespace) => [
    mutualTls(namespace, props.permissive),
    // A policy where there is none yet would forbid what nobody forbade.
    ...(environment.namespaces[namespace]?.defaultDeny ? [throughPolicies(namespace)] : []),
  ]),
  ...Object.entries(environment.workloads)
    .filter(([, { namespace }]) => props.namespaces.includes(namespace))
    .map(([id, workload]) => authorization(id, workload, environment)),
];

const mutualTls = (namespace: string, permissive: boolean): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace },
  spec: { mtls: { mode: permissive ? 'PERMISSIVE' : 'STRICT' } },
});

function throughPolicies(namespace: string): Manifest {
  const mesh = { namespaceSelector: { matchLabels: MESH } };
  const ports = [{ protocol: 'TCP', port: HBONE }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'allow-mesh', namespace },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [mesh], ports }, { from: [{ ipBlock: { cidr: PROBES } }] }],
      egress: [{ to: [mesh], ports }],
    },
  };
}

/** Network policies see the mesh's one port, not those behind it: who may call whom is said once more, to the mesh. */
function authorization(id: string, workload: WorkloadProps, environment: Environment): Manifest {
  const name = nameInCluster(environment, id);
  const { workloads, namespaces, cidrs } = meshCallers(id, workload, environment);
  // Its own jobs call it too, before and after a rollout.
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

/** What a workload's pods are known by in the mesh: their service account. */
const principalOf = (id: string, environment: Environment): string =>
  `cluster.local/ns/${environment.workloads[id]?.namespace}/sa/${nameInCluster(environment, id)}`;
