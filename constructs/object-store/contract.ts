/** Outputs of an ObjectStore that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { ObjectStoreProps } from './schema';

export abstract class ObjectStore extends Component<ObjectStoreProps> {
  /** The bucket's name, as the cloud's API takes it. */
  abstract readonly bucket: string;
  /** The bucket's HTTPS endpoint. */
  abstract readonly endpoint: string;
  /** The replica's name in the secondary region; absent without replication. */
  abstract readonly replicaBucket: string | undefined;

  override outputs() {
    return {
      name: this.bucket,
      endpoint: this.endpoint,
      ...(this.replicaBucket !== undefined && { replica_name: this.replicaBucket }),
    };
  }
}
