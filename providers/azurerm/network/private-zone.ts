/** A private DNS zone, linked with networks that find names in it. */
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export interface PrivateZoneProps {
  /** The zone's own name: `privatelink.vaultcore.azure.net`. */
  readonly zone: string;
  readonly vnetId: string;
}

export class PrivateZone extends Component<PrivateZoneProps> {
  readonly zone: PrivateDnsZone;
  readonly dependsOn: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    props: PrivateZoneProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.zone = this.createMain('privateZone', PrivateDnsZone, {
      name: props.zone,
      resourceGroupName: deps.foundation.resourceGroupName,
    });
    this.dependsOn = [this.link('link', props.vnetId)];
  }

  get zoneId(): string {
    return this.zone.id;
  }

  /** Lets a network find the zone's names. */
  link(id: string, virtualNetworkId: string): PrivateDnsZoneVirtualNetworkLink {
    return this.createAs('privateZoneLink', id, PrivateDnsZoneVirtualNetworkLink, {
      name: this.name(names.zoneLink, this.node.id, id),
      privateDnsZoneName: this.zone.name,
      resourceGroupName: this.deps.foundation.resourceGroupName,
      virtualNetworkId,
      registrationEnabled: false,
      // Others' services with private endpoints of their own have names in the same zone; what it does not know is asked of the internet.
      ...(this.props.zone.startsWith('privatelink.') && { resolutionPolicy: 'NxDomainRedirect' }),
    });
  }
}
