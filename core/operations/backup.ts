/** Backups: of which store, how often, where and for how long, as a stack has them. */
import type { Resource, Resources } from '../rights/resources';

/** Kinds of stores, in the order in which they are shown. */
export const STORE_KINDS = ['database', 'bucket', 'cache', 'ClickHouse', 'OpenSearch', 'cluster'] as const;

export interface Backup {
  readonly store: { readonly kind: (typeof STORE_KINDS)[number]; readonly name: string };
  /** What it is kept by: `automated backups`, `replica recovery`. */
  readonly by: string;
  /** How often: `day`, `each change`, `cron 0 2 * * *`. */
  readonly every: string;
  /** @default - it is what the store is, and keeps nothing of the past */
  readonly kept?: string;
  /** Region, or the bucket that it is in. */
  readonly where: string;
  /** How much of the past can be restored to the second. @default - nothing but the backups */
  readonly pointInTime?: string;
  /** How long nobody can delete it. @default - it can be deleted */
  readonly locked?: string;
  /** How often one is restored in order to try it. @default - never */
  readonly tried?: string;
}

/** Reads the backups that a resource makes, or is. */
export type BackupReader = (resource: Resource, resources: Resources) => readonly Backup[];

/** How backups of a cloud are read, by types of resources. */
export type CloudBackups = Readonly<Record<string, BackupReader>>;

export const backupsIn = (resources: Resources, readers: CloudBackups): Backup[] =>
  resources.all.flatMap((resource) => readers[resource.type]?.(resource, resources) ?? []);

export const days = (count: unknown): string => `${String(count)} ${Number(count) === 1 ? 'day' : 'days'}`;

/** A replica of a database in another region, and a copy of a bucket there: both get each change. */
export const replicaIn = (where: string, database: string): Backup => ({
  store: { kind: 'database', name: database },
  by: 'replica',
  every: EACH_CHANGE,
  where,
});
export const copyIn = (where: string, bucket: string): Backup => ({
  store: { kind: 'bucket', name: bucket },
  by: 'copy',
  every: EACH_CHANGE,
  where,
});

/** How long old versions are kept, by rules that each tell of a part of them. */
export const keptBy = (counts: readonly unknown[]): string =>
  counts.length > 0 ? [...new Set(counts)].map(days).join(', ') : 'for good';

export const DAILY = 'daily';
export const EACH_CHANGE = 'each change';
