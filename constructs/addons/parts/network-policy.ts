/** Network policies for the pods of add-ons: most of them do not authenticate callers, so the network must. */
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { NetworkPolicyEgressRule, NetworkPolicyIngressRule } from 'kubernetes-types/networking/v1';

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

/** Whom pods of an add-on call, and who calls them, besides DNS and pods of the same namespace. */
export interface Traffic {
  /** Names the policy, where an add-on has several. @default - the add-on's only one */
  readonly part?: string;
  /** The pods. @default - all of the namespace that the environment does not name */
  readonly pods?: LabelSelector;
  /** Whether they call the APIs of Kubernetes and of the cloud. @default true */
  readonly callsApis?: boolean;
  /** Ports that Kubernetes' control plane calls: webhooks, and APIs by which it is extended. @default - none */
  readonly controlPlane?: readonly number[];
  /** Ports that Prometheus calls. @default - none */
  readonly metrics?: readonly number[];
  /** Other callers. @default - none */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  /** Other calls. @default - none */
  readonly egress?: readonly NetworkPolicyEgressRule[];
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
