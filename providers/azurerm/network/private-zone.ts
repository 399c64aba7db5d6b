/** A private DNS zone, linked with the networks that resolve its names. */
import { PrivateDnsZone } from '@cdktf/provider-azurerm/lib/private-dns-zone';
import { PrivateDnsZoneVirtualNetworkLink } from '@cdktf/provider-azurerm/lib/private-dns-zone-virtual-network-link';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

/** Services that get private addresses in the network. */
export type PrivateService = 'objectStorage' | 'registry' | 'secrets' | 'cache';

/**
 * The zones that Azure uses for private endpoints: https://learn.microsoft.com/azure/private-link/private-endpoint-dns
 */
export const PRIVATE_ZONES: Readonly<Record<PrivateService, string>> = {
  objectStorage: 'privatelink.blob.core.windows.net',
  registry: 'privatelink.azurecr.io',
  secrets: 'privatelink.vaultcore.azure.net',
  cache: 'privatelink.redis.azure.net',
};

/** Servers with private access get their names in a zone with this suffix. */
export const postgresZone = (label: string): string => `${label}.private.postgres.database.azure.com`;

export interface PrivateZoneProps {
  /** Name of the zone: `privatelink.vaultcore.azure.net`. */
  readonly zone: string;
  readonly vnetId: string;
}

export class PrivateZone extends Component<PrivateZoneProps> {
  readonly zone: PrivateDnsZone;
  /** Resources that must exist before the network resolves the zone's names. */
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

  /** Lets a network resolve the zone's names. */
  link(id: string, virtualNetworkId: string): PrivateDnsZoneVirtualNetworkLink {
    return this.createAs('privateZoneLink', id, PrivateDnsZoneVirtualNetworkLink, {
      name: this.name(names.zoneLink, this.node.id, id),
      privateDnsZoneName: this.zone.name,
      resourceGroupName: this.deps.foundation.resourceGroupName,
      virtualNetworkId,
      registrationEnabled: false,
      // Other services with private endpoints have names in the same zone: unknown ones are resolved on the internet.
      ...(this.props.zone.startsWith('privatelink.') && { resolutionPolicy: 'NxDomainRedirect' }),
    });
  }
}
