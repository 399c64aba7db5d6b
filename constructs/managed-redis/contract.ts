/** Outputs of a ManagedRedis that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import type { Connection } from '../secret-store/contract';
import type { StoredSecret } from '../workload-identity/contract';
import type { ManagedRedisProps } from './schema';

export abstract class ManagedRedis extends Component<ManagedRedisProps> {
  /** Host for reading and writing; TLS is required. */
  abstract readonly host: string;
  /** Differs between clouds: 6379 on AWS, 6378 or 6379 on Google, 10000 on Azure. */
  abstract readonly port: number;
  readonly tls = true;
  /**
   * Reference to the secret `{ "username", "password" }` in the secret store; absent without `token` authentication.
   */
  abstract readonly secret: string | undefined;
  /** The same secret, with what readers need rights to. */
  abstract readonly stored: StoredSecret | undefined;
  /** PEM root certificates that verify the server; empty where the system trust store has them. */
  abstract readonly ca: string;

  /** The secret `{ "username", "password" }` of a user besides that of applications; undefined where a store has none. */
  secretOf(_user: string): StoredSecret | undefined {
    return undefined;
  }

  get connection(): Connection {
    return { host: this.host, port: this.port, tls: this.tls, ca: this.ca };
  }

  /** Whether clients must speak Redis Cluster. */
  get clusterMode(): boolean {
    return this.props.shards > 1;
  }

  override get protectables(): readonly Protectable[] {
    return [{ isProtected: this.props.deletionProtection }];
  }

  override outputs() {
    return {
      host: this.host,
      port: this.port,
      tls: this.tls,
      cluster_mode: this.clusterMode,
      ...(this.secret !== undefined && { secret: this.secret }),
    };
  }
}
