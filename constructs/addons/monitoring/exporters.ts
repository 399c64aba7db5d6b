/** Measured: which databases and caches have an exporter, which asks them how they are and tells Prometheus. */
import type { ManagedPostgresProps } from '../../managed-postgres/schema';
import type { ManagedRedisProps } from '../../managed-redis/schema';
import type { Environment } from '../../environment/schema';
import { namespaceOf } from '../namespaces';

export interface Exporter<P = ManagedPostgresProps | ManagedRedisProps> {
  readonly kind: P extends ManagedPostgresProps ? 'database' : 'cache';
  /** The server's name in the environment. */
  readonly id: string;
  readonly props: P;
}
export type ServerExporter = Exporter<ManagedPostgresProps> | Exporter<ManagedRedisProps>;

/** Stores that know clients by the cloud's identities alone take no password, which is all that the exporter has. */
const takesPassword = ({ authentication }: ManagedRedisProps): boolean => authentication !== 'identity';

/** An exporter for each database and cache of the environment that one can be connected to. */
export function exportersOf({ addons, databases, caches }: Environment): ServerExporter[] {
  if (!addons.monitoring?.exporters) return [];
  return [
    ...Object.entries(databases).map(([id, props]) => ({ kind: 'database' as const, id, props })),
    ...Object.entries(caches)
      .filter(([, props]) => takesPassword(props))
      .map(([id, props]) => ({ kind: 'cache' as const, id, props })),
  ];
}

/** Where exporters are: by themselves, since credentials of databases are there, and every pod is denied what no policy allows. */
export const exportersNamespace = (environment: Environment): string =>
  `${namespaceOf(environment, 'monitoring')}-exporters`;
