/** Outputs of a Network that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { ExistingNetworkRef, NetworkProps } from './schema';

export abstract class Network extends Component<NetworkProps | ExistingNetworkRef> {
  /** The cloud's id of the network, for people and for peering. */
  abstract readonly networkId: string;
  /** The private tier's ranges, from which the databases may be reached. */
  abstract readonly privateCidrs: readonly string[];
  abstract readonly privateSubnetIds: readonly string[];

  override outputs() {
    return { id: this.networkId, private_subnet_ids: [...this.privateSubnetIds] };
  }
}
