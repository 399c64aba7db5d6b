/** Peers: who is on the other end of what a workload is called by and calls, as network policies name them. */
import type { NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';
import { PRIVATE_RANGES } from '../../../core/cidr';
import type { Environment } from '../../../constructs/environment/schema';
import type { WorkloadProps } from '../../../constructs/workload/schema';
import type { Peer } from '../../../constructs/workload/peers';
import { transportOf } from '../workload/container';
import { podsOfId } from '../workload/described';

/** Addresses that mean the machine one is on, its metadata among them. */
const LINK_LOCAL = '169.254.0.0/16';
const HTTPS = 443;

export const tcp = (...ports: number[]): NetworkPolicyPort[] => ports.map((port) => ({ protocol: 'TCP', port }));

/** Ports that a workload's pods listen on. */
export const portsOf = ({ ports }: WorkloadProps): NetworkPolicyPort[] =>
  Object.values(ports).map(({ port, protocol }) => ({ protocol: transportOf(protocol), port }));

export const inNamespace = (name: string): NetworkPolicyPeer => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

export const inRange = (cidr: string): NetworkPolicyPeer => ({ ipBlock: { cidr } });

/** A workload's pods, and its jobs'. */
export function ofWorkload(environment: Environment, id: string): NetworkPolicyPeer {
  const { namespace, labels } = podsOfId(environment, id);
  return { ...inNamespace(namespace), podSelector: { matchLabels: labels } };
}

const INTERNET: NetworkPolicyPeer = { ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE_RANGES, LINK_LOCAL] } };

/** Peer and ports of one that calls. */
export function caller(environment: Environment, peer: Peer, own: NetworkPolicyPort[]) {
  if (peer === 'internet') return { from: [INTERNET], ports: own };
  if ('workload' in peer) return { from: [ofWorkload(environment, peer.workload)], ports: own };
  if ('namespace' in peer) return { from: [inNamespace(peer.namespace)], ports: own };
  return { from: [inRange(peer.cidr)], ports: peer.ports.length > 0 ? tcp(...peer.ports) : own };
}

/** Peer and ports of one that is called. */
export function called(environment: Environment, peer: Peer) {
  if (peer === 'internet') return { to: [INTERNET], ports: tcp(HTTPS) };
  if ('workload' in peer) {
    return { to: [ofWorkload(environment, peer.workload)], ports: portsOf(environment.workloads[peer.workload]!) };
  }
  if ('namespace' in peer) return { to: [inNamespace(peer.namespace)] };
  return { to: [inRange(peer.cidr)], ...(peer.ports.length > 0 && { ports: tcp(...peer.ports) }) };
}

/** Where the cluster's names are looked up; the address range is of the cache on each node that GKE puts before it. */
export const DNS = {
  to: [inNamespace('kube-system'), inRange(LINK_LOCAL)],
  ports: [
    { protocol: 'UDP', port: 53 },
    { protocol: 'TCP', port: 53 },
  ],
};

/** The clouds' APIs: on the internet, or by a private endpoint inside the network. */
export const CLOUD_APIS = { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [LINK_LOCAL] } }], ports: tcp(HTTPS) };
