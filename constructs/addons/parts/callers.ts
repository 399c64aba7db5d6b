/** Callers: network policies of what add-ons run: most of it asks nobody who calls, so that only some may. */
import type { Manifest } from '../../../core/kubernetes/manifest';

/** The label that the control plane gives to each namespace: its name. */
const NAME = 'kubernetes.io/metadata.name';

export interface Callers {
  /** Of the policy. */
  readonly metadata: Manifest['metadata'];
  /** Pods that are called. */
  readonly pods: Readonly<Record<string, string>>;
  /** Namespaces whose pods may call, beside its own. */
  readonly from: readonly string[] | 'everybody';
  /** Ports that they may call. @default - all */
  readonly ports?: readonly number[];
}

/** Pods are called from their own namespace on any port, and from others on some. */
export const callers = ({ metadata, pods, from, ports = [] }: Callers): Manifest => ({
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
  namespaceSelector: { matchExpressions: [{ key: NAME, operator: 'In', values: names }] },
});
