/** What a ManagedPostgres offers other constructs on every cloud. */
import type { StoredSecret } from '../workload-identity/contract';
import { Component } from '../../core/cdktf/component';
import type { Connection } from '../secret-store/contract';
import type { ManagedPostgresProps } from './schema';

/** The neutral contract of a PostgreSQL server. */
export abstract class ManagedPostgres extends Component<ManagedPostgresProps> {
  /** Where to connect for reading and writing; TLS is required. */
  abstract readonly host: string;
  readonly port = 5432;
  /** Reference to the secret `{ "username", "password" }` in the cloud's secret store; never a value. */
  abstract readonly secret: string;
  /** The same, as whoever gives rights to it needs it. */
  abstract readonly stored: StoredSecret;
  /** Certificates, PEM, of who signs the server's; empty where every operating system knows them. */
  abstract readonly ca: string;
  /** Where to connect for reading, by replica. */
  abstract readonly replicaHosts: Readonly<Record<string, string>>;

  get connection(): Connection {
    return { host: this.host, port: this.port, tls: true, ca: this.ca, database: this.props.database };
  }

  override outputs() {
    return {
      host: this.host,
      port: this.port,
      database: this.props.database,
      secret: this.secret,
      ...(Object.keys(this.replicaHosts).length > 0 && { replica_hosts: { ...this.replicaHosts } }),
    };
  }
}
