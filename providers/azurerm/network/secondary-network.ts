/** The network in the secondary region on Azure: a virtual network with a database tier only, peered with the first. */
import { VirtualNetwork } from '@cdktf/provider-azurerm/lib/virtual-network';
import { VirtualNetworkPeering } from '@cdktf/provider-azurerm/lib/virtual-network-peering';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { Sides } from './access-lists';
import { DatabaseTier } from './database-tier';
import { peeringOf } from './peering';

export interface SecondaryNetworkProps {
  readonly cidr: string;
  /** Ranges of the network's database tier. */
  readonly databases: readonly string[];
  /** The first network, with the ranges of its private tier and its database tier. */
  readonly primary: {
    readonly network: VirtualNetwork;
    readonly clients: readonly string[];
    readonly databases: readonly string[];
    /** The access list that the user wrote for the database tier. */
    readonly list: Sides | undefined;
  };
}

export class SecondaryNetwork extends Component<SecondaryNetworkProps> {
  readonly vnet: VirtualNetwork;
  readonly databases: DatabaseTier;
  readonly peerings: readonly VirtualNetworkPeering[];

  constructor(
    scope: Construct,
    id: string,
    props: SecondaryNetworkProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.vnet = this.createVnet();
    this.databases = this.createDatabases();
    this.peerings = [
      this.createPeering('out', props.primary.network, this.vnet),
      this.createPeering('back', this.vnet, props.primary.network),
    ];
  }

  private createVnet(): VirtualNetwork {
    const { foundation } = this.deps;
    return this.createMain('secondaryVnet', VirtualNetwork, {
      name: this.name(names.virtualNetwork, 'secondary'),
      location: foundation.location('secondary'),
      resourceGroupName: foundation.resourceGroupName,
      addressSpace: [this.props.cidr],
    });
  }

  private createDatabases(): DatabaseTier {
    const { databases: cidrs, primary } = this.props;
    const { clients, databases: peers, list } = primary;
    const props = { network: this.vnet, region: 'secondary', cidrs, clients, peers, list } as const;
    return new DatabaseTier(this, 'database', props, this.deps);
  }

  private createPeering(id: string, from: VirtualNetwork, to: VirtualNetwork): VirtualNetworkPeering {
    return this.createAs('peering', `peering-${id}`, VirtualNetworkPeering, {
      ...peeringOf(from, to),
      name: this.name(names.peering, 'peering', id),
    });
  }
}
