/** Users of a database besides its owner: what they are called in PostgreSQL and in the cloud's secret store. */
import { nameInCluster } from '../../core/names-in-cluster';
import type { SecretProps } from '../secret/contract';
import type { DatabaseUserProps, ManagedPostgresProps } from './schema';

/** The user as which the exporter of `addons.monitoring` signs in: it is there without being written. */
export const EXPORTER = 'exporter';

/** The user's role in PostgreSQL. */
export const roleOf = (id: string, { name = id.replaceAll('-', '_') }: DatabaseUserProps): string => name;

/** The schemas that the user's rights are for. */
export const schemasOf = ({ rights, schemas = ['public'] }: DatabaseUserProps): readonly string[] =>
  rights === 'monitor' ? [] : schemas;

/**
 * The part of a secret's name that stands for its user. It follows the role, so that another role has another secret: the name
 * in a secret that exists would stay the old one's.
 */
export const secretIdOf = (id: string, user: DatabaseUserProps): string => roleOf(id, user).replaceAll('_', '-');

/** The secret of a user. */
export const userSecretOf = (purpose: string, id: string, user: DatabaseUserProps): SecretProps => ({
  purpose: `user "${roleOf(id, user)}" of ${purpose}`,
  username: roleOf(id, user),
  rotationDays: user.credentials.rotationDays,
});

/** The namespace of the pods that keep users. It is theirs alone, because they hold the credentials of owners. */
export const usersNamespace = (environment: { readonly system: string }): string =>
  nameInCluster(environment, 'database-users');

/** Whether the exporter's password is replaced whenever the owner's is, as it is by default. */
export const exporterFollowsOwner = ({ users, credentials }: ManagedPostgresProps): boolean =>
  users[EXPORTER]?.credentials.rotationDays === credentials.rotationDays;
