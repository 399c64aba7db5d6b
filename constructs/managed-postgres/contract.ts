/** Outputs of a ManagedPostgres that other constructs use, the same on every cloud. */
import { Construct } from 'constructs';

import { Component } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import { mapValues } from '../../core/records';
import type { SecretProps } from '../secret/contract';
import type { Connection } from '../secret-store/contract';
import type { StoredSecret } from '../workload-identity/contract';
import { type ScheduledRotation, scheduledRotation } from './rotation';
import type { ManagedPostgresProps } from './schema';
import { secretIdOf, userSecretOf, withPassword } from './users';

/** Secrets of users, by user. */
type UserSecrets = Readonly<Record<string, { readonly reference: string; readonly stored: StoredSecret }>>;

export abstract class ManagedPostgres extends Component<ManagedPostgresProps> {
  /** Host for reading and writing; TLS is required. */
  abstract readonly host: string;
  readonly port = 5432;
  /** Reference to the secret `{ "username", "password" }` in the cloud's secret store; never a value. */
  abstract readonly secret: string;
  /** The same secret, with what readers need rights to. */
  abstract readonly stored: StoredSecret;
  /** PEM root certificates that verify the server. */
  abstract readonly ca: string;
  /** How PostgreSQL's own clients check whom they talk to: `verify-ca` where the certificate does not hold the host. */
  abstract readonly sslmode: 'verify-full' | 'verify-ca';
  /** Secrets `{ "username", "password" }` of users that have one, by user. */
  abstract readonly users: UserSecrets;
  /** Hosts for reading, by replica. */
  abstract readonly replicaHosts: Readonly<Record<string, string>>;

  /** The secret of a user besides the owner; undefined without a password. */
  secretOf(user: string): StoredSecret | undefined {
    return this.users[user]?.stored;
  }

  get connection(): Connection {
    const { host, port, ca, sslmode } = this;
    return { host, port, tls: true, ca, sslmode, database: this.props.database };
  }

  override get protectables(): readonly Protectable[] {
    const { readReplicas, deletionProtection: isProtected } = this.props;
    return [{ isProtected }, ...Object.keys(readReplicas).map((id) => ({ part: `readReplicas.${id}`, isProtected }))];
  }

  override outputs() {
    return {
      host: this.host,
      port: this.port,
      database: this.props.database,
      secret: this.secret,
      ...(Object.keys(this.users).length > 0 && {
        user_secrets: mapValues(this.users, (_, { reference }) => reference),
      }),
      ...(Object.keys(this.replicaHosts).length > 0 && { replica_hosts: { ...this.replicaHosts } }),
    };
  }
}

/** The scope of what users have. */
const scopeOfUsers = (server: ManagedPostgres): Construct =>
  server.node.tryFindChild('users') ?? new Construct(server, 'users');

/** Makes what the cloud has for each user as whom identities sign in, in the same scope. */
export const mapIdentityUsers = <T>(
  server: ManagedPostgres,
  make: (scope: Construct, id: string, user: string) => T,
): Record<string, T> =>
  mapValues(
    Object.fromEntries(Object.entries(server.props.users).filter(([, { login }]) => login === 'identity')),
    (id, user) => make(scopeOfUsers(server), secretIdOf(id, user), id),
  );

/** Makes the secret of each user with a password, in a scope of their own, and what replaces the password. */
export function mapUsers<T>(
  server: ManagedPostgres,
  make: (scope: Construct, id: string, props: SecretProps, rotation: ScheduledRotation | undefined) => T,
): Record<string, T> {
  const scope = scopeOfUsers(server);
  const purpose = `PostgreSQL server "${server.node.id}"`;
  return mapValues(Object.fromEntries(withPassword(server.props)), (id, user) =>
    make(
      scope,
      secretIdOf(id, user),
      userSecretOf(purpose, id, user),
      scheduledRotation(user.credentials, server.props),
    ),
  );
}
