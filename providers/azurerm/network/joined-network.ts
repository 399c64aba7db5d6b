/** Another network that this one is joined with on Azure: peered from both sides, so that servers here replicate from servers there. */
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import type { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { Maker } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { planSubnets } from '../../../constructs/network/subnets';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { groupOf, partsOf } from '../shared/resource-id';
import { peeringOf } from './peering';
import { postgresZone } from './private-zone';

export interface JoinedNetworkProps {
  /** Resource id of the other network. */
  readonly network: string;
  /** Resource id of the zone in which the other network's servers have their names. */
  readonly zone: string;
  readonly vnet: VirtualNetwork;
}

export class JoinedNetwork extends Component<JoinedNetworkProps> {
  /** Resources that must exist before a server replicates. */
  readonly dependsOn: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: JoinedNetworkProps) {
    super(scope, id, props);
    this.dependsOn = [...this.createPeerings(), this.createLink()];
  }

  private createPeerings(): VirtualNetworkPeering[] {
    const { vnet, network } = this.props;
    const there = { ...partsOf(network), id: network };
    return (
      [
        ['out', vnet, there],
        ['back', there, vnet],
      ] as const
    ).map(([id, from, to]) =>
      this.createAs('peering', id, VirtualNetworkPeering, {
        ...peeringOf(from, to),
        name: this.name(names.peering, 'joined', id),
      }),
    );
  }

  /** So that the names of servers there are known here. */
  private createLink(): PrivateDnsZoneVirtualNetworkLink {
    const { name, resourceGroupName } = partsOf(this.props.zone);
    return this.createAs('privateZoneLink', 'link', PrivateDnsZoneVirtualNetworkLink, {
      name: this.name(names.zoneLink, 'joined'),
      privateDnsZoneName: name,
      resourceGroupName,
      virtualNetworkId: this.props.vnet.id,
      registrationEnabled: false,
    });
  }
}

/** What the network says that joins the one of another environment. */
export function joinedTo(maker: Maker<AzurermTarget>): object {
  const { infrastructure } = maker;
  const group = groupOf(maker);
  const { network } = infrastructure.environment;
  return {
    joinedWith: {
      azurerm: {
        network: `${group}/providers/Microsoft.Network/virtualNetworks/${infrastructure.name(names.virtualNetwork, 'network')}`,
        zone: `${group}/providers/Microsoft.Network/privateDnsZones/${postgresZone(infrastructure.name(names.zoneLabel))}`,
      },
    },
    ...(isManaged(network) && { replicaCidrs: planSubnets(network).database }),
  };
}
