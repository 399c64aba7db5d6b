/** The databases and caches that have a Prometheus exporter. */
import { mapValues } from '../../../core/records';
import type { Environment } from '../../environment/schema';
import type { DatabaseUserProps, ManagedPostgresProps } from '../../managed-postgres/schema';
import { EXPORTER } from '../../managed-postgres/users';
import type { ManagedRedisProps } from '../../managed-redis/schema';

export interface Exporter<P = ManagedPostgresProps | ManagedRedisProps> {
  readonly kind: P extends ManagedPostgresProps ? 'database' : 'cache';
  /** Name of the database or cache in the environment. */
  readonly id: string;
  readonly props: P;
  /** The database's user that it signs in as; absent for the one of a cache. */
  readonly user?: string;
  /** Its namespace: one of the exporters alone, because it holds database credentials and denies traffic by default. */
  readonly namespace: string;
}
export type ServerExporter = Exporter<ManagedPostgresProps> | Exporter<ManagedRedisProps>;

/** The exporter supports only passwords, but some caches authenticate clients only by cloud identities. */
const takesPassword = ({ authentication }: ManagedRedisProps): boolean => authentication !== 'identity';

/**
 * An exporter for each database and cache of the environment to which one can connect.
 * @param monitoring the namespace of monitoring
 */
export function exportersOf({ addons, databases, caches }: Environment, monitoring: string): ServerExporter[] {
  if (!addons.monitoring?.exporters) return [];
  const namespace = `${monitoring}-exporters`;
  return [
    ...Object.entries(databases).map(([id, props]) => ({
      kind: 'database' as const,
      id,
      props,
      user: EXPORTER,
      namespace,
    })),
    ...Object.entries(caches)
      .filter(([, props]) => takesPassword(props))
      .map(([id, props]) => ({ kind: 'cache' as const, id, props, namespace })),
  ];
}

/** The environment with a user of the exporter in each database that has one. Its password is replaced as often as the owner's. */
export function withExporterUsers(environment: Environment): Environment {
  if (!environment.addons.monitoring?.exporters) return environment;
  const databases = mapValues(environment.databases, (_, { users, credentials, ...props }) => {
    const exporter: DatabaseUserProps = { rights: 'monitor', login: 'password', credentials };
    return { ...props, credentials, users: { [EXPORTER]: exporter, ...users } };
  });
  return { ...environment, databases };
}
