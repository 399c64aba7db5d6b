/** Objects that put a namespace into the mesh: mutual TLS, openings in its network policies, and authorization. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { networkPolicy, tcp } from '../../../core/kubernetes/network-policy';
import { nameInCluster } from '../../../core/names-in-cluster';
import { otherPods } from '../../data-cluster/other-pods';
import { type ClusterPods, clusterPods } from '../../data-cluster/pods';
import type { Environment } from '../../environment/schema';
import { callersOf } from '../../workload/calls';
import type { Peer } from '../../workload/peers';
import { portOf } from '../../workload/ports';
import type { WorkloadProps } from '../../workload/schema';
import type { AddonContext } from '../addon';
import { GATEWAY } from '../gateway/routes';
import type { GuardedPods } from '../parts/network-policy';
import { addonAuthorizations } from './addons';
import { type Authorization, authorization, type Caller } from './authorization';
import { HBONE, MESH, meshClusters, type MeshContext } from './mesh';
import type { IstioProps } from './schema';

export const callersByKind = (peers: readonly Peer[]) => {
  const named = peers.filter((peer) => typeof peer === 'object');
  return {
    workloads: named.flatMap((peer) => ('workload' in peer ? peer.workload : [])),
    namespaces: named.flatMap((peer) => ('namespace' in peer ? peer.namespace : [])),
    cidrs: named.flatMap((peer) => ('cidr' in peer ? peer : [])),
  };
};

/** Add-ons that call a workload, with the ports that they call. */
export function addonsCalling(
  { routes, metrics, ...props }: WorkloadProps,
  { environment, addonNamespaces }: MeshContext,
) {
  const { gateway, monitoring } = environment.addons;
  const routed = [...new Set(routes.map(({ port }) => portOf(props, port).port))];
  return [
    ...(routed.length > 0 && gateway ? [{ namespace: GATEWAY.namespace, ports: routed }] : []),
    ...(metrics && monitoring
      ? [{ namespace: addonNamespaces.monitoring, ports: [portOf(props, metrics.port).port] }]
      : []),
  ];
}

export function meshObjects(context: AddonContext<IstioProps>): Manifest[] {
  const { props, environment, guarded, mesh } = context;
  return [
    ...props.namespaces.flatMap((namespace) => [
      mutualTls(namespace, props.permissive),
      // If nothing is denied by default, a first policy would deny everything that it does not allow.
      ...(environment.namespaces[namespace]?.defaultDeny ? [allowMesh(namespace, context)] : []),
    ]),
    ...[
      ...workloadsIn(context).map(([id, workload]) => ofWorkload(id, workload, context)),
      ...meshClusters(props, environment).flatMap(({ record, id, namespace, callers }) =>
        clusterPods(environment, record, id).map((pods) => ofCluster(pods, { namespace, callers }, context)),
      ),
      ...guarded.filter(({ metadata }) => mesh.includes(metadata.namespace ?? '')).map(ofAddon),
      ...addonAuthorizations(context),
    ].map(authorization),
  ];
}

const workloadsIn = ({ props, environment }: AddonContext<IstioProps>) =>
  Object.entries(environment.workloads).filter(([, { namespace }]) => props.namespaces.includes(namespace));

const mutualTls = (namespace: string, permissive: boolean): Manifest => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: { name: 'default', namespace },
  spec: { mtls: { mode: permissive ? 'PERMISSIVE' : 'STRICT' } },
});

/** Lets pods that this project does not know call and be called through the mesh; all others have their own policies. */
function allowMesh(namespace: string, { environment }: AddonContext<IstioProps>): Manifest {
  const peers = [{ namespaceSelector: { matchLabels: MESH } }];
  const ports = tcp(HBONE);
  return networkPolicy(
    { name: 'allow-mesh', namespace },
    { pods: otherPods(environment, namespace), ingress: [{ from: peers, ports }], egress: [{ to: peers, ports }] },
  );
}

function ofWorkload(id: string, workload: WorkloadProps, context: AddonContext<IstioProps>): Authorization {
  const { environment, props } = context;
  const name = nameInCluster(environment, id);
  const ports = Object.values(workload.ports)
    .filter(({ protocol }) => protocol !== 'udp')
    .map(({ port }) => port);
  // Its own jobs call it before and after a rollout.
  const own = Object.keys(workload.jobs).length > 0 ? [{ workload: id }] : [];
  const peers = [...own, ...callersOf(environment, id, workload.callers)];
  const addons = addonsCalling(workload, context);
  return {
    name,
    namespace: workload.namespace,
    pods: { 'app.kubernetes.io/name': name },
    callers: [
      ...(ports.length > 0 ? peersOn(ports, peers, environment) : []),
      ...addons.map((addon) => ({ namespaces: [addon.namespace], ports: addon.ports })),
    ],
    outsiders: props.permissive,
  };
}

function ofCluster(
  { name, pods, ports, addons, accounts, jobs = [] }: ClusterPods,
  { namespace, callers }: { readonly namespace: string; readonly callers: readonly Peer[] },
  { environment, addonNamespaces, props }: AddonContext<IstioProps>,
): Authorization {
  return {
    name,
    namespace,
    pods,
    callers: [
      { principals: accounts.map((account) => principalOf(namespace, account)) },
      ...jobs.map((job) => ({ principals: [principalOf(namespace, job.account)], ports: job.ports })),
      ...(ports.length > 0 ? peersOn(ports, callers, environment) : []),
      ...addons
        .filter(({ key }) => environment.addons[key] !== undefined)
        .map((addon) => ({ namespaces: [addonNamespaces[addon.key]], ports: addon.ports })),
    ],
    outsiders: props.permissive,
  };
}

/** Callers from outside the mesh reach them, too: the namespaces of add-ons do not demand mutual TLS. */
const ofAddon = ({ metadata, pods, from, ports }: GuardedPods): Authorization => ({
  name: metadata.name,
  namespace: metadata.namespace ?? '',
  pods,
  callers: [
    { namespaces: [metadata.namespace ?? ''] },
    ...(from.length === 0 ? [] : [{ ...(from !== 'everybody' && { namespaces: from }), ...(ports && { ports }) }]),
  ],
  outsiders: true,
});

/** Permitted callers of ports: workloads, whole namespaces, address ranges. */
function peersOn(ports: readonly number[], peers: readonly Peer[], environment: Environment): Caller[] {
  const { workloads, namespaces, cidrs } = callersByKind(peers);
  const principals = workloads.map((id) =>
    principalOf(environment.workloads[id]?.namespace ?? '', nameInCluster(environment, id)),
  );
  return [
    ...(principals.length > 0 ? [{ principals, ports }] : []),
    ...(namespaces.length > 0 ? [{ namespaces, ports }] : []),
    ...cidrs.map((range) => ({ cidrs: [range.cidr], ports: range.ports.length > 0 ? range.ports : ports })),
  ];
}

/** Identity of pods in the mesh: their service account. */
const principalOf = (namespace: string, account: string): string => `cluster.local/ns/${namespace}/sa/${account}`;
