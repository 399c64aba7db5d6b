/** The databases and caches that have a Prometheus exporter. */
import type { Environment } from '../../environment/schema';
import type { ManagedPostgresProps } from '../../managed-postgres/schema';
import type { ManagedRedisProps } from '../../managed-redis/schema';
import { namespaceOf } from '../namespaces';

export interface Exporter<P = ManagedPostgresProps | ManagedRedisProps> {
  readonly kind: P extends ManagedPostgresProps ? 'database' : 'cache';
  /** Name of the database or cache in the environment. */
  readonly id: string;
  readonly props: P;
}
export type ServerExporter = Exporter<ManagedPostgresProps> | Exporter<ManagedRedisProps>;

/** The exporter supports only passwords, but some caches authenticate clients only by cloud identities. */
const takesPassword = ({ authentication }: ManagedRedisProps): boolean => authentication !== 'identity';

/** An exporter for each database and cache of the environment to which one can connect. */
export function exportersOf({ addons, databases, caches }: Environment): ServerExporter[] {
  if (!addons.monitoring?.exporters) return [];
  return [
    ...Object.entries(databases).map(([id, props]) => ({ kind: 'database' as const, id, props })),
    ...Object.entries(caches)
      .filter(([, props]) => takesPassword(props))
      .map(([id, props]) => ({ kind: 'cache' as const, id, props })),
  ];
}

/** Namespace of the exporters: their own, because it holds database credentials and denies traffic by default. */
export const exportersNamespace = (environment: Environment): string =>
  `${namespaceOf(environment, 'monitoring')}-exporters`;
