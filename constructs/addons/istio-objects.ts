/** What makes a namespace part of the mesh: mutual TLS, ways through its network policies, and who may call whom. */
import { nameInCluster } from '../identities';
import type { Manifest } from '../manifest';
import type { Environment } from '../topology';
import type { WorkloadProps } from '../workload';
import { callersOf } from '../workload-peers';
import { GATEWAY } from './gateway-routes';
import type { IstioProps } from './istio';
import { monitoringNamespace } from './monitoring';

/** The label of namespaces whose pods join. */
export const MESH = { 'istio.io/dataplane-mode': 'ambient' } as const;

/** The port at which every pod of the mesh is called, by whatever port it is meant. */
const HBONE = 15_008;
/** Where kubelet's probes come from as pods see it: istio.io/latest/docs/ambient/usage/networkpolicy/ */
const PROBES = '169.254.7.127/32';

/** Namespaces that join: those asked for, and those of the add-ons that call into them. */
export function meshNamespaces({ namespaces }: IstioProps, environment: Environment): string[] {
  if (namespaces.length === 0) return [];
  const { gateway, monitoring } = environment.addons;
  return [
    ...new Set([
      ...namespaces,
      ...(gateway ? [GATEWAY.namespace] : []),
      ...(monitoring ? [monitoringNamespace(environment)] : []),
    ]),
  ];
}

/** Who may call a workload: other workloads, whole namespaces, ranges of addresses. */
export function meshCallers(id: string, { callers, routes, metrics }: WorkloadProps, environment: Environment) {
  const named = callersOf(environment, id, callers).filter((peer) => typeof peer === 'object');
  return {
    workloads: named.flatMap((peer) => ('workload' in peer ? peer.workload : [])),
    namespaces: [
      ...named.flatMap((peer) => ('namespace' in peer ? peer.namespace : [])),
      ...(routes.length > 0 ? [GATEWAY.namespace] : []),
      ...(metrics ? [monitoringNamespace(environment)] : []),
    ],
    cidrs: named.flatMap((peer) => ('cidr' in peer ? peer.cidr : [])),
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
