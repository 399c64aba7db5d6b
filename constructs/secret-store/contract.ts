/**
 * SecretStore: what an environment keeps in the cloud's secret store in addition to the credentials that databases
 * generate themselves: secrets that people fill in, and the addresses of databases and caches.
 */
import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import type { SecretProps } from '../secret/contract';
import type { StoredSecret } from '../workload-identity/contract';
import type { AppSecretProps } from './schema';

/** How to connect to a database or cache. Not secret, but stored where workloads read the credentials. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  /** Whether connections are encrypted. */
  readonly tls: boolean;
  /** PEM root certificates that verify the server; empty where the system trust store has them, which is for caches only. */
  readonly ca: string;
  /** How PostgreSQL's own clients check whom they talk to; absent for caches. */
  readonly sslmode?: string;
  /** The database's name; absent for caches. */
  readonly database?: string;
}

export interface SecretStoreProps {
  readonly secrets: Readonly<Record<string, AppSecretProps>>;
  /** By the id of the database or cache. */
  readonly connections: Readonly<Record<string, Connection>>;
}

/** A secret that people fill in: its own name describes it, and is its user name, unless it says otherwise. */
export const secretPropsOf = (
  id: string,
  { description = id, username = id, rotationDays, deletionProtection: isProtected }: AppSecretProps,
): SecretProps => ({ purpose: description, username, rotationDays, isProtected });

/** Parts of each secret's name after the environment's, the same for the stack that creates it and those that look it up. */
export interface SecretPath {
  /** A secret that people fill in. */
  readonly app: (id: string) => readonly string[];
  readonly connection: (id: string) => readonly string[];
  /** The credentials of a database or cache. */
  readonly credentials: (id: string) => readonly string[];
  /** The credentials of a user of a database or cache, by what stands for it in names. */
  readonly user: (id: string, user: string) => readonly string[];
}

export abstract class SecretStore extends Component<SecretStoreProps> {
  /** A secret that people fill in. */
  abstract secret(id: string): StoredSecret;
  /** The connection of a database or cache. */
  abstract connection(id: string): StoredSecret;

  override get protectables(): readonly Protectable[] {
    return Object.entries(this.props.secrets).map(([part, { deletionProtection }]) => ({
      part,
      isProtected: deletionProtection,
    }));
  }

  override outputs() {
    return Object.fromEntries(
      Object.keys(this.props.secrets).map((id) => [id.replaceAll('-', '_'), this.secret(id).reference]),
    );
  }
}
