/** The table of an environment's backups: what one store has on each cloud stands together. */
import { type Backup, STORE_KINDS } from '../../core/operations/backup';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';

/** Backups of an environment, by cloud. */
export type BackupsByCloud = readonly (readonly [cloud: CloudName, backups: readonly Backup[]])[];

export const BACKUP_HEADS = [
  'store',
  'backed up by',
  'cloud',
  'how often',
  'kept',
  'where',
  'any second of',
  'locked for',
];

const NONE = '–';

interface Found {
  readonly cloud: CloudName;
  readonly backup: Backup;
  /** Place among those of one store on its cloud, in the order in which these are read. */
  readonly place: number;
}

export const backupRows = (all: BackupsByCloud): string[][] =>
  all
    .flatMap(([cloud, backups]) => backups.map((backup, place): Found => ({ cloud, backup, place })))
    .sort(inOrder)
    .map(({ cloud, backup: { store, by, every, kept, where, pointInTime, locked, tried } }) => [
      `${store.kind} ${store.name}`,
      tried === undefined ? by : `${by}, restored to try it: ${timeOf(tried)}`,
      cloud,
      timeOf(every),
      kept ?? NONE,
      where,
      pointInTime ?? NONE,
      locked ?? NONE,
    ]);

/** Expressions of cron are read as code, words as they are. */
const timeOf = (every: string): string => (/^[\d*]/.test(every) || every.startsWith('cron') ? `\`${every}\`` : every);

const inOrder = (one: Found, other: Found): number =>
  STORE_KINDS.indexOf(one.backup.store.kind) - STORE_KINDS.indexOf(other.backup.store.kind) ||
  one.backup.store.name.localeCompare(other.backup.store.name, 'en') ||
  one.backup.by.localeCompare(other.backup.by, 'en') ||
  CLOUD_NAMES.indexOf(one.cloud) - CLOUD_NAMES.indexOf(other.cloud) ||
  one.place - other.place;
