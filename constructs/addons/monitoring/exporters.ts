/** The databases and caches that have a Prometheus exporter. */
import { mapValues } from '../../../core/records';
import type { CloudName } from '../../../core/words/clouds';
import type { Environment } from '../../environment/schema';
import { isFollower } from '../../managed-postgres/restore';
import type { DatabaseUserProps, ManagedPostgresProps } from '../../managed-postgres/schema';
import { EXPORTER } from '../../managed-postgres/users';
import type { ManagedRedisProps } from '../../managed-redis/schema';
import { HAVE_EXPORTER_USER } from '../../managed-redis/users';

export interface Exporter<P = ManagedPostgresProps | ManagedRedisProps> {
  readonly kind: P extends ManagedPostgresProps ? 'database' : 'cache';
  /** Name of the database or cache in the environment. */
  readonly id: string;
  readonly props: P;
  /** The server's own user for it, as which it signs in; absent where a cache has none: it signs in as applications do. */
  readonly user?: string;
  /** Its namespace: one of the exporters alone, because it holds database credentials and denies traffic by default. */
  readonly namespace: string;
}
export type ServerExporter = Exporter<ManagedPostgresProps> | Exporter<ManagedRedisProps>;

/** Whether a cache has a user for its exporter. */
const hasUser = (cloud: CloudName | undefined, { authentication }: ManagedRedisProps): boolean =>
  cloud !== undefined && HAVE_EXPORTER_USER[cloud] === true && authentication !== 'none';

/** The exporter supports only passwords, but some caches without a user of its own authenticate clients only by cloud identities. */
const canSignIn = ({ kind, props, user }: ServerExporter): boolean =>
  kind === 'database' || user !== undefined || props.authentication !== 'identity';

/**
 * An exporter for each database and cache of the environment to which one can connect. A replica of a server elsewhere has the users of
 * that one, and none of its own.
 * @param monitoring the namespace of monitoring
 * @param cloud which says as whom they sign in to caches. @default - none of them has a user for its exporter
 */
export function exportersOf(
  { addons, databases, caches }: Environment,
  monitoring: string,
  cloud?: CloudName,
): ServerExporter[] {
  if (!addons.monitoring?.exporters) return [];
  const namespace = `${monitoring}-exporters`;
  return [
    ...Object.entries(databases)
      .filter(([, props]) => !isFollower(props))
      .map(([id, props]) => ({
        kind: 'database' as const,
        id,
        props,
        user: EXPORTER,
        namespace,
      })),
    ...Object.entries(caches).map(([id, props]) => ({
      kind: 'cache' as const,
      id,
      props,
      ...(hasUser(cloud, props) && { user: EXPORTER }),
      namespace,
    })),
  ].filter(canSignIn);
}

/** The environment with a user of the exporter in each database that has one. Its password is replaced as often as the owner's. */
export function withExporterUsers(environment: Environment): Environment {
  if (!environment.addons.monitoring?.exporters) return environment;
  const databases = mapValues(environment.databases, (_, database) => {
    if (isFollower(database)) return database;
    const { users, credentials, ...props } = database;
    const exporter: DatabaseUserProps = { rights: 'monitor', login: 'password', credentials };
    return { ...props, credentials, users: { [EXPORTER]: exporter, ...users } };
  });
  return { ...environment, databases };
}
