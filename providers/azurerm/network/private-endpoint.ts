/** A private address of an Azure service in the network, under the service's own name. */
import { PrivateEndpoint as Endpoint } from '@cdktf/provider-azurerm/lib/private-endpoint';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Group } from '../foundation/group';
import { names } from '../shared/names';

/** The subnet of a private address, and the DNS zone that resolves to it. */
export interface EndpointTarget {
  readonly subnetId: string;
  readonly zoneId: string;
  /** Resources that must exist before names resolve: the zone's link with the network. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface PrivateEndpointProps {
  /** Purpose of the endpoint, which becomes the last part of its name. */
  readonly purpose: string;
  readonly resourceId: string;
  /** Azure's name for one of the resource's endpoints: `vault`, `blob`, `redisEnterprise`. */
  readonly subresource: string;
  readonly target: EndpointTarget;
}

export class PrivateEndpoint extends Component<PrivateEndpointProps> {
  readonly endpoint: Endpoint;

  constructor(scope: Construct, id: string, props: PrivateEndpointProps, { foundation }: { foundation: Group }) {
    super(scope, id, props);
    const { purpose, resourceId, subresource, target } = props;
    const name = this.name(names.privateEndpoint, purpose);
    this.endpoint = this.createMain('privateEndpoint', Endpoint, {
      name,
      customNetworkInterfaceName: `${name}-nic`,
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      subnetId: target.subnetId,
      privateServiceConnection: {
        name: subresource,
        privateConnectionResourceId: resourceId,
        subresourceNames: [subresource],
        isManualConnection: false,
      },
      privateDnsZoneGroup: { name: 'default', privateDnsZoneIds: [target.zoneId] },
      dependsOn: [...target.dependsOn],
    });
  }
}
