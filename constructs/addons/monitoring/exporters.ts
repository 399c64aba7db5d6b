/** The databases and caches that have a Prometheus exporter. */
import type { Environment } from '../../environment/schema';
import type { ManagedPostgresProps } from '../../managed-postgres/schema';
import type { ManagedRedisProps } from '../../managed-redis/schema';

export interface Exporter<P = ManagedPostgresProps | ManagedRedisProps> {
  readonly kind: P extends ManagedPostgresProps ? 'database' : 'cache';
  /** Name of the database or cache in the environment. */
  readonly id: string;
  readonly props: P;
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
    ...Object.entries(databases).map(([id, props]) => ({ kind: 'database' as const, id, props, namespace })),
    ...Object.entries(caches)
      .filter(([, props]) => takesPassword(props))
      .map(([id, props]) => ({ kind: 'cache' as const, id, props, namespace })),
  ];
}
