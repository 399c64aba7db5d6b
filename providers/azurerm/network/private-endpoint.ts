/** A private address of a service of Azure inside the network, found by the service's own name. */
import { PrivateEndpoint as Endpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Group } from '../foundation/group';
import { names } from '../shared/names';

/** Where private addresses are given, and the DNS zone that knows them. */
export interface EndpointTarget {
  readonly subnetId: string;
  readonly zoneId: string;
  /** What must exist before names resolve: the zone's link with the network. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface PrivateEndpointProps {
  /** Whose address it is: the last part of its name. */
  readonly purpose: string;
  readonly resourceId: string;
  /** Which of the resource's endpoints, by Azure's own name: `vault`, `blob`, `redisEnterprise`. */
  readonly subresource: string;
  readonly place: EndpointTarget;
}

export class PrivateEndpoint extends Component<PrivateEndpointProps> {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, props: PrivateEndpointProps, { foundation }: { foundation: Group }) {
    super(scope, id, props);
    const { purpose, resourceId, subresource, place } = props;
    const name = this.name(names.privateEndpoint, purpose);
    this.endpoint = this.createMain('privateEndpoint', Endpoint, {
      name,
      customNetworkInterfaceName: `${name}-nic`,
      location: foundation.location('primary'),
      resourceGroupName: foundation.resourceGroupName,
      subnetId: place.subnetId,
      privateServiceConnection: {
        name: subresource,
        privateConnectionResourceId: resourceId,
        subresourceNames: [subresource],
        isManualConnection: false,
      },
      privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [place.zoneId] },
      dependsOn: [...place.dependsOn],
    });
  }
}
