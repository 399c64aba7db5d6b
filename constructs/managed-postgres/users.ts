/** Users of a database besides its owner: what they are called in PostgreSQL and in the cloud's secret store. */
import { truncateName } from '../../core/names';
import { nameInCluster } from '../../core/names-in-cluster';
import type { CloudName } from '../../core/words/clouds';
import type { SecretProps } from '../secret/contract';
import { type HasAccess, maySignInAs } from '../workload-identity/schema';
import { secretOf } from './rotation';
import type { DatabaseUserProps, ManagedPostgresProps } from './schema';

/** The user as which the exporter of `addons.monitoring` signs in: it is there without being written. */
export const EXPORTER = 'exporter';

/** The user's role in PostgreSQL. */
export const roleOf = (id: string, { name = id.replaceAll('-', '_') }: DatabaseUserProps): string => name;

/** The schemas that the user's rights are for. */
export const schemasOf = ({ rights, schemas = ['public'] }: DatabaseUserProps): readonly string[] =>
  rights === 'monitor' ? [] : schemas;

/**
 * The part of names in the cloud that stands for a user. It follows the role, so that another role has another secret: the name
 * in a secret that exists would stay the old one's.
 */
export const secretIdOf = (id: string, user: DatabaseUserProps): string => roleOf(id, user).replaceAll('_', '-');

/** The secret of a user. */
export const userSecretOf = (purpose: string, id: string, user: DatabaseUserProps): SecretProps => {
  const role = roleOf(id, user);
  return secretOf(`user "${role}" of ${purpose}`, role, user.credentials);
};

/** Users with a password. */
export const withPassword = ({ users }: Pick<ManagedPostgresProps, 'users'>): [id: string, user: DatabaseUserProps][] =>
  Object.entries(users).filter(([, { login }]) => login === 'password');

/** Whether somebody signs in to a database as an identity. */
export const takesIdentities = ({ users }: Pick<ManagedPostgresProps, 'users'>): boolean =>
  Object.values(users).some(({ login }) => login === 'identity');

/** Identities that may sign in as a user: names of workloads and charts. */
export const signersOf = (
  { workloads, charts }: { readonly [K in 'workloads' | 'charts']: Readonly<Record<string, HasAccess>> },
  database: string,
  user: string,
): string[] =>
  Object.entries({ ...workloads, ...charts })
    .filter(([, one]) => maySignInAs(one, database, user))
    .map(([id]) => id)
    .sort();

/**
 * Clouds whose servers let an identity only say which identities sign in, and refuse that to a password: there, the pod that keeps
 * a database's users has an identity of its own.
 */
export const KEPT_BY_IDENTITY: Readonly<Partial<Record<CloudName, true>>> = { azurerm: true };

/** The identity of the pod that keeps a database's users. */
export const keeperOf = (database: string): string => `database-users-${database}`;

/** The names of that pod and its objects, at most 63 characters as labels have. */
export const keeperNameOf = (environment: { readonly system: string }, database: string): string =>
  truncateName(nameInCluster(environment, `users-${database}`), 63);

/** The namespace of the pods that keep users. It is theirs alone, because they hold the credentials of owners. */
export const usersNamespace = (environment: { readonly system: string }): string =>
  nameInCluster(environment, 'database-users');

/** Whether the exporter's password is replaced whenever the owner's is, as it is by default. */
export const exporterFollowsOwner = ({ users, credentials }: ManagedPostgresProps): boolean =>
  users[EXPORTER]?.credentials.rotationDays === credentials.rotationDays;
