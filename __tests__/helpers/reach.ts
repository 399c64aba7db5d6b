/**
 * May A reach B on a port? Answers from manifests, as a cluster would: network policies, the mesh's tunnel, mutual TLS
 * and authorization.
 */
import type { NetworkPolicyPeer, NetworkPolicyPort, NetworkPolicySpec } from 'kubernetes-types/networking/v1';

import { contains } from '../../core/cidr';
import type { Manifest } from '../../core/kubernetes/manifest';

type Labels = Readonly<Record<string, string>>;

export interface Pod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Its service account, by which the mesh knows it. @default 'default' */
  readonly account?: string;
  /** Numbers of its named ports. @default - none */
  readonly ports?: Readonly<Record<string, number>>;
}

/** An address outside of the cluster's pods. */
export interface Address {
  readonly address: string;
}

/** The node's agent, which probes pods. No policy keeps it out, unless the mesh gives it another address. */
export const KUBELET = 'kubelet';
/** Kubernetes' control plane, which calls webhooks from an address that differs by cloud. */
export const API_SERVER = 'api-server';

export type End = Pod | Address | typeof KUBELET | typeof API_SERVER;

/** Source of kubelet's probes of pods in the mesh: istio.io/latest/docs/ambient/usage/networkpolicy/ */
const PROBES = '169.254.7.127';
const TUNNEL = 15_008;
const DATAPLANE = 'istio.io/dataplane-mode';

interface Expression {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}
interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly Expression[];
}
interface Rule {
  readonly from?: readonly { readonly source: Readonly<Record<string, readonly string[]>> }[];
  readonly to?: readonly { readonly operation: { readonly ports?: readonly string[] } }[];
}
interface Call {
  readonly principal?: string;
  readonly namespace?: string;
  readonly address?: string;
  readonly port: number;
}

const EXPRESSIONS: Readonly<Record<string, (value: string | undefined, values: readonly string[]) => boolean>> = {
  In: (value, values) => value !== undefined && values.includes(value),
  NotIn: (value, values) => value === undefined || !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

const selects = ({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => EXPRESSIONS[operator]!(labels[key], values));

const isInside = (address: string, cidr: string): boolean => contains(cidr, `${address}/32`);

const isPod = (end: End): end is Pod => typeof end === 'object' && 'namespace' in end;
const isAddress = (end: End): end is Address => typeof end === 'object' && 'address' in end;

export class Reach {
  private readonly namespaces = new Map<string, Labels>();

  constructor(private readonly manifests: readonly Manifest[]) {
    for (const { metadata } of this.ofKind('Namespace'))
      this.namespaces.set(metadata.name, { 'kubernetes.io/metadata.name': metadata.name, ...metadata.labels });
  }

  /** Whether a pod is in the mesh. */
  isInMesh({ namespace, labels }: Pod): boolean {
    return (labels[DATAPLANE] ?? this.labelsOf(namespace)[DATAPLANE]) === 'ambient';
  }

  may(from: End, to: End, port: number, protocol: 'TCP' | 'UDP' = 'TCP'): boolean {
    const tunnelled = protocol === 'TCP' && isPod(from) && isPod(to) && this.isInMesh(from) && this.isInMesh(to);
    const seen = tunnelled ? TUNNEL : port;
    if (isPod(from) && !this.admits('egress', from, to, seen, protocol)) return false;
    if (!isPod(to)) return true;
    if (from === KUBELET) return !this.isInMesh(to) || this.admits('ingress', to, { address: PROBES }, port, protocol);
    return this.admits('ingress', to, from, seen, protocol) && this.isAuthorized(from, to, port, tunnelled, protocol);
  }

  private ofKind(kind: string): Manifest[] {
    return this.manifests.filter((one) => one.kind === kind);
  }

  private labelsOf(namespace: string): Labels {
    return this.namespaces.get(namespace) ?? { 'kubernetes.io/metadata.name': namespace };
  }

  /** Whether the policies of a pod admit a peer in one direction. */
  private admits(way: 'ingress' | 'egress', pod: Pod, peer: End, port: number, protocol: string): boolean {
    const type = way === 'ingress' ? 'Ingress' : 'Egress';
    const policies = this.ofKind('NetworkPolicy')
      .filter(({ metadata }) => metadata.namespace === pod.namespace)
      .map(({ spec }) => spec as NetworkPolicySpec)
      .filter(
        ({ policyTypes = [], podSelector = {} }) => policyTypes.includes(type) && selects(podSelector, pod.labels),
      );
    const target = way === 'ingress' ? pod : peer;
    const names = isPod(target) ? (target.ports ?? {}) : {};
    return (
      policies.length === 0 ||
      policies.some((policy) =>
        (policy[way] ?? []).some((rule) => {
          const peers = ('from' in rule ? rule.from : 'to' in rule ? rule.to : undefined) as
            readonly NetworkPolicyPeer[] | undefined;
          return (
            isPort(rule.ports, port, protocol, names) &&
            (peers === undefined || peers.some((one) => this.isPeer(one, pod.namespace, peer)))
          );
        }),
      )
    );
  }

  private isPeer({ ipBlock, namespaceSelector, podSelector }: NetworkPolicyPeer, own: string, peer: End): boolean {
    if (ipBlock)
      return (
        isAddress(peer) &&
        isInside(peer.address, ipBlock.cidr) &&
        !(ipBlock.except ?? []).some((cidr) => isInside(peer.address, cidr))
      );
    if (!isPod(peer)) return false;
    const isThere = namespaceSelector
      ? selects(namespaceSelector, this.labelsOf(peer.namespace))
      : peer.namespace === own;
    return isThere && selects(podSelector ?? {}, peer.labels);
  }

  /** The mesh's part: mutual TLS, and who may call which port. */
  private isAuthorized(from: End, to: Pod, port: number, tunnelled: boolean, protocol: string): boolean {
    if (!this.isInMesh(to) || protocol === 'UDP') return true;
    const strict = this.ofKind('PeerAuthentication').some(
      ({ metadata, spec }) =>
        metadata.namespace === to.namespace && (spec as { mtls: { mode: string } }).mtls.mode === 'STRICT',
    );
    if (strict && !tunnelled) return false;
    const policies = this.ofKind('AuthorizationPolicy')
      .filter(({ metadata }) => metadata.namespace === to.namespace)
      .map(({ spec }) => spec as { selector?: Selector; action: string; rules?: readonly Rule[] })
      .filter(({ selector = {} }) => selects(selector, to.labels));
    const call: Call = {
      port,
      ...(tunnelled &&
        isPod(from) && {
          principal: `cluster.local/ns/${from.namespace}/sa/${from.account ?? 'default'}`,
          namespace: from.namespace,
        }),
      ...(isAddress(from) && { address: from.address }),
    };
    return policies.length === 0 || policies.some(({ rules = [] }) => rules.some((rule) => isAllowed(rule, call)));
  }
}

function isPort(
  ports: readonly NetworkPolicyPort[] | undefined,
  port: number,
  protocol: string,
  names: Readonly<Record<string, number>>,
): boolean {
  return (
    ports === undefined ||
    ports.some(({ port: from, endPort, protocol: of = 'TCP' }) => {
      const first = typeof from === 'string' ? names[from] : from;
      return (
        of === protocol && (from === undefined || (first !== undefined && port >= first && port <= (endPort ?? first)))
      );
    })
  );
}

const isAllowed = ({ from = [], to = [] }: Rule, call: Call): boolean =>
  (from.length === 0 || from.some(({ source }) => isSource(source, call))) &&
  (to.length === 0 ||
    to.some(({ operation: { ports = [] } }) => ports.length === 0 || ports.includes(String(call.port))));

function isSource(source: Readonly<Record<string, readonly string[]>>, call: Call): boolean {
  const { principals, notPrincipals, namespaces, ipBlocks, ...unknown } = source;
  if (Object.keys(unknown).length > 0) throw new Error(`not evaluated: ${Object.keys(unknown).join(', ')}`);
  const isOne = (patterns: readonly string[], value: string | undefined): boolean =>
    value !== undefined && patterns.some((pattern) => pattern === '*' || pattern === value);
  return (
    (!principals || isOne(principals, call.principal)) &&
    (!notPrincipals || !isOne(notPrincipals, call.principal)) &&
    (!namespaces || isOne(namespaces, call.namespace)) &&
    (!ipBlocks || (call.address !== undefined && ipBlocks.some((cidr) => isInside(call.address!, cidr))))
  );
}
