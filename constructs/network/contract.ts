/** What a Network offers other constructs on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { ExistingNetworkRef, NetworkProps } from './schema';

/** The neutral contract of a network. */
export abstract class Network extends Component<NetworkProps | ExistingNetworkRef> {
  /** The cloud's id of the network, for people and for peering. */
  abstract readonly networkId: string;
  /** The private tier's ranges: who may reach the databases. */
  abstract readonly privateCidrs: readonly string[];
  /** Ids of the private tier's subnets. */
  abstract readonly privateSubnetIds: readonly string[];

  override outputs() {
    return { id: this.networkId, private_subnet_ids: [...this.privateSubnetIds] };
  }
}
