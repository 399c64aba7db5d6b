/** Rules of network policies for the callers of a workload, and for what it calls. */
import type {
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPort,
} from 'kubernetes-types/networking/v1';

import { INTERNET, TO_INTERNET } from '../../../constructs/cloud-lookup/endpoints';
import type { Environment } from '../../../constructs/environment/schema';
import type { Peer } from '../../../constructs/workload/peers';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import { inNamespace, inRange, tcp } from '../../../core/kubernetes/network-policy';
import { ofWorkload, workloadOf } from '../base/peers';
import { transportOf } from './container';

/** Ports that a workload's pods listen on. */
export const portsOf = ({ ports }: WorkloadProps): NetworkPolicyPort[] =>
  Object.values(ports).map(({ port, protocol }) => ({ protocol: transportOf(protocol), port }));

/** Lets a caller in on a workload's ports. */
export function fromCaller(environment: Environment, peer: Peer, ports: NetworkPolicyPort[]): NetworkPolicyIngressRule {
  if (peer === 'internet') return { from: [INTERNET], ports };
  if ('workload' in peer) return { from: [ofWorkload(environment, peer.workload)], ports };
  if ('namespace' in peer) return { from: [inNamespace(peer.namespace)], ports };
  return { from: [inRange(peer.cidr)], ports: peer.ports.length > 0 ? tcp(...peer.ports) : ports };
}

/** Lets a workload call a peer. */
export function toCallee(environment: Environment, peer: Peer): NetworkPolicyEgressRule {
  if (peer === 'internet') return TO_INTERNET;
  if ('workload' in peer) {
    const ports = portsOf(workloadOf(environment, peer.workload));
    return { to: [ofWorkload(environment, peer.workload)], ports };
  }
  if ('namespace' in peer) return { to: [inNamespace(peer.namespace)] };
  return { to: [inRange(peer.cidr)], ...(peer.ports.length > 0 && { ports: tcp(...peer.ports) }) };
}
