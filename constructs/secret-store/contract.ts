/**
 * SecretStore: what an environment keeps in the cloud's secret store beside the credentials that databases make
 * themselves: secrets that people fill in, and where databases and caches are to be found.
 */
import type { StoredSecret } from '../workload-identity/contract';
import { Component } from '../../core/cdktf/component';
import type { AppSecretProps } from './schema';

/** Where a database or cache is to be found: nothing in it is secret, but it lies where workloads look for the rest. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  /** Whether connections are encrypted. */
  readonly tls: boolean;
  /** Certificates, PEM, of who signs the server's; empty where clients know them already. */
  readonly ca: string;
  /** The database's name; absent for caches. */
  readonly database?: string;
}

export interface SecretStoreProps {
  readonly secrets: Readonly<Record<string, AppSecretProps>>;
  /** By the id of the database or cache. */
  readonly connections: Readonly<Record<string, Connection>>;
}

/** What each secret is called after the environment's name, the same wherever it is looked for. */
export interface SecretPath {
  /** Of a secret that people fill in. */
  readonly app: (id: string) => readonly string[];
  readonly connection: (id: string) => readonly string[];
  /** Of a database or cache. */
  readonly credentials: (id: string) => readonly string[];
}

/** The neutral contract of the store. */
export abstract class SecretStore extends Component<SecretStoreProps> {
  /** A secret that people fill in. */
  abstract secret(id: string): StoredSecret;
  /** Where a database or cache is to be found. */
  abstract connection(id: string): StoredSecret;

  override outputs() {
    return Object.fromEntries(
      Object.keys(this.props.secrets).map((id) => [id.replaceAll('-', '_'), this.secret(id).reference]),
    );
  }
}
