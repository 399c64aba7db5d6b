/**
 * The NAT gateway of a network on Azure, with its public address. One spans all zones of its region and survives the loss of
 * any, so that there is one whether `nat` is `single` or `per-zone`: no change between them takes a subnet's way out.
 */
import { NatGateway as Gateway } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { REGIONS_WITHOUT_ZONE_REDUNDANT_NAT } from '../shared/regions';

export class NatGateway extends Component {
  readonly gateway: Gateway;
  readonly address: PublicIp;
  /** The gateway is ready for use once its address is associated with it. */
  readonly association: NatGatewayPublicIpAssociation;

  constructor(scope: Construct, id: string, { foundation }: { foundation: Foundation }) {
    super(scope, id, {});
    const sku = REGIONS_WITHOUT_ZONE_REDUNDANT_NAT.includes(foundation.target.region) ? 'Standard' : 'StandardV2';
    const placement = { location: foundation.location(), resourceGroupName: foundation.resourceGroupName };
    this.gateway = this.createMain('natGateway', Gateway, {
      ...placement,
      name: this.name(names.natGateway, 'nat'),
      skuName: sku,
    });
    this.address = this.createAs('natAddress', 'address', PublicIp, {
      ...placement,
      name: this.name(names.publicAddress, 'nat'),
      sku,
      allocationMethod: 'Static',
    });
    this.association = this.createAs('natAddressAssociation', 'association', NatGatewayPublicIpAssociation, {
      natGatewayId: this.gateway.id,
      publicIpAddressId: this.address.id,
    });
  }
}
