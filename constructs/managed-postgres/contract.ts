/** Outputs of a ManagedPostgres that other constructs use, the same on every cloud. */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import type { Connection } from '../secret-store/contract';
import type { StoredSecret } from '../workload-identity/contract';
import type { ManagedPostgresProps } from './schema';

export abstract class ManagedPostgres extends Component<ManagedPostgresProps> {
  /** Host for reading and writing; TLS is required. */
  abstract readonly host: string;
  readonly port = 5432;
  /** Reference to the secret `{ "username", "password" }` in the cloud's secret store; never a value. */
  abstract readonly secret: string;
  /** The same secret, with what readers need rights to. */
  abstract readonly stored: StoredSecret;
  /** PEM root certificates that verify the server; empty where the system trust store has them. */
  abstract readonly ca: string;
  /** Hosts for reading, by replica. */
  abstract readonly replicaHosts: Readonly<Record<string, string>>;

  get connection(): Connection {
    return { host: this.host, port: this.port, tls: true, ca: this.ca, database: this.props.database };
  }

  override get protectables(): readonly Protectable[] {
    const { readReplicas, deletionProtection: isProtected } = this.props;
    const replicas = Object.keys(readReplicas).map((id) => ({ part: `readReplicas.${id}`, isProtected }));
    return [{ isProtected }, ...replicas];
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
