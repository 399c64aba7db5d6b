/** The arguments of AKS that follow from its network: ranges, the way out, and who reaches the API. */
import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';

import type { ClusterProps } from '../../../constructs/cluster/schema';
import { host } from '../../../core/cidr';
import type { AzureNetwork } from '../network/azure-network';

/** The address of the cluster's DNS in the range of services, whose first address is the API's. */
const DNS_ADDRESS = 10;

export const isPrivate = ({ apiAccess }: ClusterProps): boolean => apiAccess.publicCidrs.length === 0;

export const networking = (
  { serviceCidr }: ClusterProps,
  network: AzureNetwork,
  podCidr: string,
): Partial<KubernetesClusterConfig> => ({
  networkProfile: {
    networkPlugin: 'azure',
    networkPluginMode: 'overlay',
    networkDataPlane: 'cilium',
    networkPolicy: 'cilium',
    podCidr,
    serviceCidr,
    dnsServiceIp: host(serviceCidr, DNS_ADDRESS),
    outboundType: outboundType(network),
    loadBalancerSku: 'standard',
  },
  // Without the internet, nodes start from a registry that AKS keeps inside the network.
  ...(!network.hasNat && { bootstrapProfile: { artifactSource: 'Cache' } }),
});

/** How an existing network reaches the internet is unknown: a load balancer that AKS creates works in any. */
function outboundType({ hasNat, egressAddresses }: AzureNetwork): string {
  if (!hasNat) return 'none';
  return egressAddresses.length > 0 ? 'userAssignedNATGateway' : 'loadBalancer';
}

export function apiAccess(props: ClusterProps, { egressAddresses }: AzureNetwork): Partial<KubernetesClusterConfig> {
  if (isPrivate(props)) {
    return {
      privateClusterEnabled: true,
      privateDnsZoneId: 'System',
      privateClusterPublicFqdnEnabled: false,
      runCommandEnabled: false,
    };
  }
  // Nodes too call a public API through the internet, from their gateways' addresses. AKS automatically admits the load
  // balancer that it creates itself.
  const authorizedIpRanges = [...props.apiAccess.publicCidrs, ...egressAddresses.map((address) => `${address}/32`)];
  return { privateClusterEnabled: false, apiServerAccessProfile: { authorizedIpRanges }, runCommandEnabled: false };
}
