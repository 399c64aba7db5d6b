/** An existing network on Google, looked up by its names. */
import { DataGoogleComputeNetwork } from '@cdktf/provider-google/lib/data-google-compute-network';
import { DataGoogleComputeSubnetwork } from '@cdktf/provider-google/lib/data-google-compute-subnetwork';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/network';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import type { DatabaseRange } from './database-tier';
import type { GoogleNetwork } from './network';

/** The number of zones that nodes spread over, unless the target names zones. */
const DEFAULT_ZONES = 3;

export class ExistingNetwork extends neutral.Network implements GoogleNetwork {
  readonly networkId: string;
  readonly podRange = 'pods';
  readonly serviceRange = 'services';
  readonly databases: { readonly primary: DatabaseRange };
  readonly privateSubnetIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    override readonly props: neutral.ExistingNetworkRef,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { target, compute } = deps.foundation;
    this.networkId = this.createMain('network', DataGoogleComputeNetwork, { name: props.id, dependsOn: compute }).id;
    this.privateSubnetIds = this.lookUp(props.privateSubnets);
    // The owner of the network must also provide private services access and connection policies in it.
    this.databases = {
      primary: {
        networkId: this.networkId,
        region: target.region,
        clients: props.privateCidrs,
        dependsOn: [],
        connectionPolicy: () => [],
      },
    };
  }

  get privateCidrs(): readonly string[] {
    return this.props.privateCidrs;
  }

  get subnetworkId(): string {
    return present(this.privateSubnetIds[0], 'network.existing.google.privateSubnets');
  }

  get zones(): number {
    return this.deps.foundation.target.zones?.length ?? DEFAULT_ZONES;
  }

  private lookUp(subnetworks: readonly string[]): string[] {
    const { target, compute } = this.deps.foundation;
    return subnetworks.map(
      (name, index) =>
        this.createAs('subnetwork', `private-${index + 1}`, DataGoogleComputeSubnetwork, {
          name,
          region: target.region,
          dependsOn: compute,
        }).id,
    );
  }
}
