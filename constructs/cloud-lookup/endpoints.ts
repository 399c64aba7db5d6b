/** What pods call outside of the environment's own pods, as network policies name it. */
import type { NetworkPolicyEgressRule, NetworkPolicyPeer, NetworkPolicyPort } from 'kubernetes-types/networking/v1';

import { PRIVATE_RANGES } from '../../core/cidr';
import { inNamespace, inRange, tcp } from '../../core/kubernetes/network-policy';
import { KUBE_SYSTEM } from '../../core/kubernetes/words';
import { portsIn } from '../../core/words/ports';
import type { CloudLookup } from './contract';

const HTTPS = 443;
const DNS: NetworkPolicyPort[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** The node's own addresses, such as its metadata endpoint. */
const LINK_LOCAL = '169.254.0.0/16';

/** Azure's DNS and agent for machines: learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16 */
const AZURE_PLATFORM = '168.63.129.16/32';

/** Addresses that are nobody's own. */
export const INTERNET: NetworkPolicyPeer = { ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE_RANGES, LINK_LOCAL] } };

/** By HTTPS to the internet. */
export const TO_INTERNET: NetworkPolicyEgressRule = { to: [INTERNET], ports: tcp(HTTPS) };

/** To any address but the node's own. */
export const toAnywhere = (...ports: number[]): NetworkPolicyEgressRule => ({
  to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [LINK_LOCAL] } }],
  ports: tcp(...ports),
});

/** By HTTPS, and on the ports that addresses name, to any address but the node's own. */
export const toAddresses = (addresses: readonly string[]): NetworkPolicyEgressRule =>
  toAnywhere(...new Set([HTTPS, ...portsIn(addresses)]));

/** By HTTPS to the cloud's APIs and that of Kubernetes, which have addresses on the internet or inside the network. */
export const TO_APIS = toAnywhere(HTTPS);

/** To nodes. Cilium takes their addresses for no range, so that only a rule without peers reaches them. */
export const toNodes = (...ports: number[]): NetworkPolicyEgressRule => ({ ports: tcp(...ports) });

/** To the metadata of the node, which gives out its identity. */
export const TO_NODE_METADATA: NetworkPolicyEgressRule = { to: [inRange('169.254.169.254/32')], ports: tcp(80) };

/** To the internet's name servers. */
export const TO_NAME_SERVERS: NetworkPolicyEgressRule = {
  to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...PRIVATE_RANGES, LINK_LOCAL, AZURE_PLATFORM] } }],
  ports: DNS,
};

/** To the cloud's managed services. A rule without peers would allow every address, one without ports every port. */
export const toManaged = (
  { managedRanges }: Pick<CloudLookup, 'managedRanges'>,
  ports: NetworkPolicyPort[],
): NetworkPolicyEgressRule[] =>
  ports.length > 0 && managedRanges.length > 0 ? [{ to: managedRanges.map(inRange), ports }] : [];

/** To the cluster's DNS, and its caches on the nodes. */
export const toDns = ({ dnsCaches }: Pick<CloudLookup, 'dnsCaches'>): NetworkPolicyEgressRule => ({
  to: [inNamespace(KUBE_SYSTEM), ...dnsCaches.map(inRange)],
  ports: DNS,
});

/** To the endpoints on the node that give pods their identity. */
export const toIdentity = ({ identityEndpoints }: Pick<CloudLookup, 'identityEndpoints'>): NetworkPolicyEgressRule[] =>
  identityEndpoints.map(({ cidr, port }) => ({ to: [inRange(cidr)], ports: tcp(port) }));
