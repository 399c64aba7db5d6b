/** Network policies, and the peers that they name. */
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1';

import type { Manifest } from './manifest';

/** The label that Kubernetes gives each namespace: its name. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

type Labels = Readonly<Record<string, string>>;

export interface NetworkPolicyRules {
  /** The pods that the policy is for, by all of their labels or by a selector. @default - every pod of the namespace */
  readonly pods?: Labels | LabelSelector;
  /** Allowed callers of the pods; empty denies every call. @default - the policy does not affect calls to the pods */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  /**
   * Allowed destinations of the pods; empty denies every call.
   * @default - the policy does not affect calls by the pods
   */
  readonly egress?: readonly NetworkPolicyEgressRule[];
}

export const networkPolicy = (
  metadata: Manifest['metadata'],
  { pods, ingress, egress }: NetworkPolicyRules,
): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: selectorOf(pods),
    policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
    ...(ingress && ingress.length > 0 && { ingress }),
    ...(egress && egress.length > 0 && { egress }),
  },
});

const selectorOf = (pods: Labels | LabelSelector = {}): LabelSelector => {
  if (Object.keys(pods).length === 0 || 'matchLabels' in pods || 'matchExpressions' in pods) return pods;
  return { matchLabels: pods as Labels };
};

export const tcp = (...ports: number[]): NetworkPolicyPort[] => ports.map((port) => ({ protocol: 'TCP', port }));

/** Every pod of the cluster. */
export const EVERY_POD: NetworkPolicyPeer = { namespaceSelector: {} };

/** Every pod of a namespace. */
export const inNamespace = (name: string): NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { [NAMESPACE_NAME]: name } },
});

/** Every pod of several namespaces. */
export const inNamespaces = (names: readonly string[]): NetworkPolicyPeer => ({
  namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: [...names] }] },
});

/** Pods of the policy's own namespace. */
export const podsWith = (matchLabels: Labels): NetworkPolicyPeer => ({
  podSelector: { matchLabels: { ...matchLabels } },
});

export const inRange = (cidr: string): NetworkPolicyPeer => ({ ipBlock: { cidr } });
