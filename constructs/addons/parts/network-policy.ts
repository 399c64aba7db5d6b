/** NetworkPolicy for the pods of add-ons: most of them do not authenticate callers, so the network must. */
import type { Manifest } from '../../../core/kubernetes/manifest';

/** The label with its name that the control plane sets on each namespace. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

export interface NetworkPolicyProps {
  /** Metadata of the NetworkPolicy. */
  readonly metadata: Manifest['metadata'];
  /** Labels of the pods that are called. */
  readonly pods: Readonly<Record<string, string>>;
  /** Namespaces whose pods may call, in addition to the policy's own namespace. */
  readonly from: readonly string[] | 'everybody';
  /** Ports that other namespaces may call. @default - all */
  readonly ports?: readonly number[];
}

/** Pods of the same namespace may call every port, pods of other namespaces only `ports`. */
export const networkPolicy = ({ metadata, pods, from, ports = [] }: NetworkPolicyProps): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata,
  spec: {
    podSelector: { matchLabels: pods },
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ podSelector: {} }] },
      ...(from.length === 0
        ? []
        : [
            {
              ...(from !== 'everybody' && { from: [inNamespaces(from)] }),
              ...(ports.length > 0 && { ports: ports.map((port) => ({ protocol: 'TCP', port })) }),
            },
          ]),
    ],
  },
});

const inNamespaces = (names: readonly string[]) => ({
  namespaceSelector: { matchExpressions: [{ key: NAMESPACE_NAME, operator: 'In', values: names }] },
});
