/** The NAT gateways of a network on Azure, each with its public address. */
import { NatGateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';

export interface NatGatewaysProps {
  /** The zones that have a gateway, in the order of the target's `zones`. */
  readonly zones: readonly string[];
}

/** A gateway, which is ready for use once its address is associated with it. */
export interface Nat {
  readonly gateway: NatGateway;
  readonly address: PublicIp;
  readonly association: NatGatewayPublicIpAssociation;
}

export class NatGateways extends Component<NatGatewaysProps> {
  readonly gateways: readonly Nat[];

  constructor(
    scope: Construct,
    id: string,
    props: NatGatewaysProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.gateways = props.zones.map((zone, index) => this.createGateway(zone, String(index + 1)));
  }

  private createGateway(zone: string, id: string): Nat {
    const { foundation } = this.deps;
    const hasZones = !REGIONS_WITHOUT_ZONES.includes(foundation.target.region);
    const placement = {
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      ...(hasZones && { zones: [zone] }),
    };
    const gateway = this.createAs('natGateway', id, NatGateway, {
      ...placement,
      name: this.name(names.natGateway, `nat-${id}`),
      skuName: 'Standard',
    });
    const address = this.createAs('natAddress', `${id}-address`, PublicIp, {
      ...placement,
      name: this.name(names.publicAddress, `nat-${id}`),
      sku: 'Standard',
      allocationMethod: 'Static',
    });
    const association = this.createAs('natAddressAssociation', `${id}-association`, NatGatewayPublicIpAssociation, {
      natGatewayId: gateway.id,
      publicIpAddressId: address.id,
    });
    return { gateway, address, association };
  }
}
