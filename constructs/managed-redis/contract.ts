/** What a ManagedRedis offers other constructs on every cloud. */
import type { StoredSecret } from '../workload-identity/contract';
import { Component } from '../../core/cdktf/component';
import type { Connection } from '../secret-store/contract';
import type { ManagedRedisProps } from './schema';

/** The neutral contract of a Redis store. */
export abstract class ManagedRedis extends Component<ManagedRedisProps> {
  /** Where to connect; TLS is required. */
  abstract readonly host: string;
  /** Not the same on every cloud: 6379 on AWS, 6378 on Google, 10000 on Azure. */
  abstract readonly port: number;
  readonly tls = true;
  /** Reference to the secret `{ "username", "password" }` in the secret store; absent without `token` authentication. */
  abstract readonly secret: string | undefined;

  /** The same, as whoever gives rights to it needs it. */
  abstract readonly stored: StoredSecret | undefined;
  /** Certificates, PEM, of who signs the server's; empty where every operating system knows them. */
  abstract readonly ca: string;

  get connection(): Connection {
    return { host: this.host, port: this.port, tls: this.tls, ca: this.ca };
  }

  /** Whether clients must speak Redis Cluster. */
  get clusterMode(): boolean {
    return this.props.shards > 1;
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
