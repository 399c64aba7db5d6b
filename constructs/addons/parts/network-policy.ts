/** NetworkPolicy for the pods of add-ons: most of them do not authenticate callers, so the network must. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import { inNamespaces, networkPolicy, tcp } from '../../../core/kubernetes/network-policy';

export interface GuardedPods {
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
export function addonPolicy({ metadata, pods, from, ports = [] }: GuardedPods): Manifest {
  const others = {
    ...(from !== 'everybody' && { from: [inNamespaces(from)] }),
    ...(ports.length > 0 && { ports: tcp(...ports) }),
  };
  const ingress = [{ from: [{ podSelector: {} }] }, ...(from.length === 0 ? [] : [others])];
  return networkPolicy(metadata, { pods, ingress });
}
