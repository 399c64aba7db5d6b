/**
 * SecretStore: what an environment keeps in the cloud's secret store beside the credentials that databases make
 * themselves: secrets that people fill in, and where databases and caches are to be found.
 */
import { z } from 'zod';
import type { StoredSecret } from './access';
import { Component } from './component';

export const appSecretSchema = z.strictObject({
  /** What it is for, in the store's own list. @default - its name */
  description: z.string().min(1).max(200).optional(),
  /**
   * The user name that goes with the generated password. A secret holds `{ "username", "password" }` with a random password
   * until somebody puts another JSON object in its place; Terraform then leaves that alone.
   * @default - the secret's name
   */
  username: z.string().min(1).max(63).optional(),
  /** Days after which the password is generated anew: 1–365. What people put there is lost then. @default - never */
  rotationDays: z.int().min(1).max(365).optional(),
});
export type AppSecretProps = z.output<typeof appSecretSchema>;

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

/** The neutral contract of the store. */
export abstract class SecretStore extends Component<SecretStoreProps> {
  /** A secret that people fill in. */
  abstract secret(id: string): StoredSecret;
  /** Where a database or cache is to be found. */
  abstract connection(id: string): StoredSecret;

  outputs() {
    return Object.fromEntries(
      Object.keys(this.props.secrets).map((id) => [id.replaceAll('-', '_'), this.secret(id).reference]),
    );
  }
}
