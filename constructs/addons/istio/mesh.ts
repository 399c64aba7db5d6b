/** Who is in the mesh, and what that asks of network policies: calls between its pods arrive on the tunnel's port. */
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from 'kubernetes-types/networking/v1';

import type { Manifest } from '../../../core/kubernetes/manifest';
import { inRange, NAMESPACE_NAME, tcp } from '../../../core/kubernetes/network-policy';
import { clustersIn } from '../../data-cluster/clusters';
import { OPERATORS } from '../../data-cluster/pods';
import type { Environment } from '../../environment/schema';
import type { AddonNamespaces } from '../facts';
import type { AddonKey } from '../schema';
import type { IstioProps } from './schema';

/** What both the rules and the objects of the mesh have at hand. */
export interface MeshContext {
  readonly environment: Environment;
  readonly addonNamespaces: AddonNamespaces;
}

/** Label of namespaces whose pods are in the mesh. */
export const MESH = { 'istio.io/dataplane-mode': 'ambient' } as const;

/** Port of the mesh's tunnel (HBONE). Calls to any port of a pod in the mesh arrive on it. */
export const HBONE = 15_008;
/** Source of kubelet's probes, as pods in the mesh see it: istio.io/latest/docs/ambient/usage/networkpolicy/ */
const PROBES = '169.254.7.127/32';

/** Kafka, ClickHouse and OpenSearch clusters in the namespaces that the user put into the mesh. */
export const meshClusters = ({ namespaces }: IstioProps, environment: Environment) =>
  clustersIn(environment, namespaces);

/** Namespaces in the mesh: the user's, and those of add-ons that call pods in them. */
export function meshNamespaces(props: IstioProps, { environment, addonNamespaces }: MeshContext): string[] {
  if (props.namespaces.length === 0) return [];
  const calling: readonly AddonKey[] = [
    'gateway',
    'monitoring',
    ...meshClusters(props, environment).flatMap(({ record }) => OPERATORS[record]),
  ];
  const installed = calling.filter((key) => environment.addons[key] !== undefined);
  return [...new Set([...props.namespaces, ...installed.map((key) => addonNamespaces[key])])];
}

/**
 * A network policy with openings for its peers in the mesh, and for probes. It opens the tunnel for nobody else; which
 * ports behind it a peer may call, the mesh must authorize.
 * @param mesh namespaces in the mesh
 */
export function throughMesh(policy: Manifest, mesh: readonly string[]): Manifest {
  if (!mesh.includes(policy.metadata.namespace ?? '')) return policy;
  const { ingress = [], egress, ...spec } = policy.spec as NetworkPolicySpec;
  const open = (peers: readonly NetworkPolicyPeer[] | undefined, ports: NetworkPolicyPort[] | undefined) =>
    ports && peers?.some((peer) => isIn(mesh, peer)) ? { ports: [...ports, ...tcp(HBONE)] } : {};
  // Nobody may call some pods, but they are probed. What denies everything by default is for all pods.
  const isProbed = spec.policyTypes?.includes('Ingress') && (ingress.length > 0 || isOfSome(spec));
  return {
    ...policy,
    spec: {
      ...spec,
      ...(isProbed && {
        ingress: [...ingress.map((rule) => ({ ...rule, ...open(rule.from, rule.ports) })), { from: [inRange(PROBES)] }],
      }),
      ...(egress && { egress: egress.map((rule) => ({ ...rule, ...open(rule.to, rule.ports) })) }),
    },
  };
}

/** Whether a policy is for some pods of its namespace only. */
const isOfSome = ({ podSelector }: Pick<NetworkPolicySpec, 'podSelector'>): boolean =>
  Object.keys(podSelector?.matchLabels ?? {}).length > 0;

/** Whether some pods that a peer stands for are in the mesh; a peer without namespaces is in the policy's own. */
function isIn(mesh: readonly string[], { podSelector, namespaceSelector }: NetworkPolicyPeer): boolean {
  if (namespaceSelector === undefined) return podSelector !== undefined;
  return namespacesNamed({ namespaceSelector }).some((name) => mesh.includes(name));
}

/** The namespaces that a peer names. */
export function namespacesNamed({ namespaceSelector = {} }: NetworkPolicyPeer): string[] {
  const { matchLabels = {}, matchExpressions = [] } = namespaceSelector;
  const listed = matchExpressions.filter(({ key }) => key === NAMESPACE_NAME).flatMap(({ values = [] }) => values);
  return [matchLabels[NAMESPACE_NAME] ?? [], listed].flat();
}
