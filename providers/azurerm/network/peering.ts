/** Peerings of virtual networks: one from each side, by which machines call each other, and nothing is passed on. */
import type { VirtualNetworkPeeringConfig } from '@cdktf/provider-azurerm/lib/virtual-network-peering';

interface Side {
  readonly resourceGroupName: string;
  readonly name: string;
}

/** What every peering says, apart from its name. */
export const peeringOf = (from: Side, to: { readonly id: string }): Omit<VirtualNetworkPeeringConfig, 'name'> => ({
  resourceGroupName: from.resourceGroupName,
  virtualNetworkName: from.name,
  remoteVirtualNetworkId: to.id,
  allowVirtualNetworkAccess: true,
  allowForwardedTraffic: false,
  allowGatewayTransit: false,
  useRemoteGateways: false,
});
