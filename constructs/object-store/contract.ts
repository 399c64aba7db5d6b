/** Outputs of an ObjectStore that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import type { ObjectStoreProps } from './schema';

export abstract class ObjectStore extends Component<ObjectStoreProps> {
  /** The bucket's name, as the cloud's API takes it. */
  abstract readonly bucket: string;
  /** The bucket's HTTPS endpoint. */
  abstract readonly endpoint: string;
  /** The replica's name in the secondary region; absent without replication. */
  abstract readonly replicaBucket: string | undefined;

  override get protectables(): readonly Protectable[] {
    const { replication, deletionProtection: isProtected } = this.props;
    return [{ isProtected }, ...(replication ? [{ part: 'replication', isProtected }] : [])];
  }

  override outputs() {
    return {
      name: this.bucket,
      endpoint: this.endpoint,
      ...(this.replicaBucket !== undefined && { replica_name: this.replicaBucket }),
    };
  }
}
