/** Recovery: how much data may be lost with the region, what each store loses, and what the second region has before. */
import { z } from 'zod';

import { compact, mapValues } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { cidr } from '../../core/words/cidr';
import { longestPause } from '../../core/words/cron';
import type { ClickHouseClusterProps } from '../click-house-cluster/schema';
import { drillSchema } from '../drill/schema';
import { entryOf } from '../entry';
import { vaultHours } from '../managed-postgres/backups';
import type { ManagedPostgresProps } from '../managed-postgres/schema';
import type { ObjectStoreProps } from '../object-store/schema';
import type { SearchClusterProps } from '../search-cluster/schema';

/** Stores whose data only this environment has. */
const STORES = [
  'databases',
  'caches',
  'objectStores',
  'kafkaClusters',
  'clickHouseClusters',
  'searchClusters',
] as const;

/** Those of which something may be in the second region. */
const MEASURED: readonly (typeof STORES)[number][] = [
  'databases',
  'objectStores',
  'clickHouseClusters',
  'searchClusters',
];

export const recoverySchema = z.strictObject({
  /**
   * Recovery point objective: minutes of changes that may be lost for good when a region is lost (1–10080, a week). Every store is
   * held against it, but for those of `expendable`.
   */
  rpoMinutes: z.int().min(1).max(10_080),
  /**
   * Recovery time objective: minutes after which the environment must run in the second region when the first is lost (1–10080, a
   * week). Where nothing runs there before, it takes at least 150 without data, 180 with databases whose replicas are promoted, and
   * 240 where data is restored from backups; with a pilot light 120, 150 and 180, and 120
   * where it has replicas of the databases; with a warm standby 90. The [runbook](guides/recovery.md#the-runbook) tells
   * the steps.
   * @default - none
   */
  rtoMinutes: z.int().min(1).max(10_080).optional(),
  /**
   * Stores that may be lost with the region, because their data is copied by other means, made anew, or worth nothing.
   * @default - none
   */
  expendable: z.array(entryOf(...STORES)).default([]),
  /**
   * What there is in the second region while the first one serves. `restore`: copies of data, and nothing that runs.
   * `pilot-light`: network, cluster and secrets too, as the environment `<environment>-r`, whose cluster has one node, or as few as its
   * cloud takes. `warm-standby`: all that the environment has, but for its edge and what is deployed into it (`workloads`, `charts`),
   * with as few nodes as it ever has; databases stand by as replicas, which `databases` says.
   */
  mode: z.enum(['restore', 'pilot-light', 'warm-standby']).default('restore'),
  /**
   * The region that serves. With `secondary` what stands by becomes the whole environment: its replicas are promoted; what other databases
   * begin with is said in `differences`. The stacks of the first region stay as they are.
   */
  active: z.enum(['primary', 'secondary']).default('primary'),
  /**
   * The address range of the network of what stands by, as `network.cidr`. It must not overlap the ranges of the first network, with which it
   * may be joined when data goes back.
   * @default - none: it is for what stands by, which requires it
   */
  cidr: cidr.optional(),
  /**
   * What databases stand by in the second region. `restored`: none, and when it serves they begin with what `differences` say of each.
   * `replicated`: a replica of each that is not `expendable`, as large as its primary, which is promoted when it serves; each
   * change is there within minutes. A warm standby requires it where there are databases that count.
   */
  databases: z.enum(['restored', 'replicated']).default('restored'),
  /**
   * What the environment that stands by says otherwise than the first: merged over it, after what the second region requires; `null` removes a
   * property.
   * @default - nothing
   * @example
   * differences: {
   *   targets: { aws: { zones: ['eu-central-1a', 'eu-central-1b'] } },
   *   databases: { orders: { restore: { backup: { aws: { snapshot: 'orders-promoted' } } } } },
   * }
   */
  differences: z.record(z.string(), z.unknown()).default({}),
  /**
   * [A drill](guides/recovery.md#a-drill): people are told, by the clock, to rehearse the recovery.
   * @default - nobody is told
   */
  drill: drillSchema.optional(),
});

export type Recovery = z.output<typeof recoverySchema>;

/** What is lost with a region, at worst. */
export interface RegionLoss {
  readonly minutes: number;
  /** Why, as the end of a sentence. */
  readonly because: string;
}

/**
 * Replicas get each change as it is written. No vendor promises a time: they are behind by seconds, or minutes while much is
 * written (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html).
 */
const REPLICA: RegionLoss = {
  minutes: 5,
  because: 'a replica in the second region is behind by that much while much is written',
};

interface Context {
  readonly cloud: string;
  /** What is lost of a database whose backups are copied to the second region. */
  readonly backupCopies: RegionLoss;
}

type ObjectStores = Readonly<Record<string, ObjectStoreProps>>;

export interface Recovering {
  readonly recovery?: Recovery | undefined;
  readonly clickHouseClusters: Readonly<Record<string, ClickHouseClusterProps>>;
  readonly databases: Readonly<Record<string, ManagedPostgresProps>>;
  readonly objectStores: ObjectStores;
  readonly searchClusters: Readonly<Record<string, SearchClusterProps>>;
}

const REMEDY = 'or name it in recovery.expendable';

/** Whether anything runs in the second region while the first one serves. */
export const hasStandby = ({ mode }: Pick<Recovery, 'mode'>): boolean => mode !== 'restore';

/** What stands by, in words. */
export const standbyName = ({ mode }: Pick<Recovery, 'mode'>): string => mode.replace('-', ' ');

/** Whether replicas of the databases that count stand by. */
export const isReplicated = (recovery: Pick<Recovery, 'mode' | 'databases'> | undefined): boolean =>
  recovery !== undefined && hasStandby(recovery) && recovery.databases === 'replicated';

/** Whether a replica of a database stands by. */
export const isFollowed = (
  database: string,
  recovery: Pick<Recovery, 'mode' | 'databases' | 'expendable'> | undefined,
): boolean => isReplicated(recovery) && recovery?.expendable.includes(database) === false;

/** What a database loses that counts; everything, if nothing of it is elsewhere. */
export function lossOf(
  { readReplicas, backups }: ManagedPostgresProps,
  recovery: Recovery,
  copies: RegionLoss,
): RegionLoss | undefined {
  if (isReplicated(recovery)) return REPLICA;
  if (Object.values(readReplicas).some(({ region }) => region === 'secondary')) return REPLICA;
  const hours = backups.copies && vaultHours(backups);
  const kept = compact([
    backups.copyToSecondaryRegion && copies,
    hours !== undefined && { minutes: hours * 60, because: 'backups.copies are as far apart as backups.everyHours' },
  ]);
  return kept.sort((one, other) => one.minutes - other.minutes)[0];
}

interface Backups {
  readonly store: string;
  readonly cron: string;
}

/** Whether a cluster's backups are in a bucket that is copied to the second region. */
const isCopied = (backups: Backups | undefined, objectStores: ObjectStores): boolean =>
  backups !== undefined && objectStores[backups.store]?.replication === true;

/** What is lost of a cluster whose backups are copied, since the last of them. */
const sinceLast = (backups: Backups | undefined, objectStores: ObjectStores): number =>
  backups && isCopied(backups, objectStores) ? longestPause(backups.cron) : 0;

export const counted = <T>(
  all: Readonly<Record<string, T>>,
  { expendable }: Pick<Recovery, 'expendable'>,
): [id: string, store: T][] => Object.entries(all).filter(([id]) => !expendable.includes(id));

/**
 * Rules of clusters that come back from what they put into a bucket.
 * @param kept what they put there, by the property that says so
 * @param make how it is made, for people
 */
function clusterRules(
  code: string,
  record: string,
  ofAll: (environment: Recovering) => Readonly<Record<string, Backups | undefined>>,
  kept: string,
  make: string,
): RuleTable<Recovering, Context> {
  const lost = `is lost with its region: nothing of it is in the second one. Give it ${kept} in an object store with replication`;
  const more = (minutes: number | string, rpoMinutes: number | string) =>
    `comes every ${minutes} minutes, so that as many are lost with the region, more than recovery.rpoMinutes, ${rpoMinutes}: ${make} more often, allow more`;
  return [
    forEach(
      (environment) => {
        const { recovery, objectStores } = environment;
        return recovery
          ? counted(ofAll(environment), recovery).map(
              ([id, backups]) => [`${record}.${id}`, { recovery, backups, objectStores }] as const,
            )
          : [];
      },
      [
        {
          code: `${code}-lost`,
          property: '',
          says: `${lost}, …`,
          check: ({ backups, objectStores }) => !isCopied(backups, objectStores) && `${lost}, ${REMEDY}`,
        },
        {
          code: `${code}-loses-more`,
          property: `${kept}.cron`,
          says: `${more('…', '…')}, …`,
          check: ({ recovery: { rpoMinutes }, backups, objectStores }) => {
            const minutes = sinceLast(backups, objectStores);
            return minutes > rpoMinutes && `${more(minutes, rpoMinutes)}, ${REMEDY}`;
          },
        },
      ],
    ),
  ];
}

export const recoveryRules: RuleTable<Recovering, Context> = [
  forEach(
    ({ recovery, databases }) =>
      recovery
        ? counted(databases, recovery).map(([id, database]) => [`databases.${id}`, { recovery, database }] as const)
        : [],
    [
      {
        code: 'database-lost',
        property: '',
        check: ({ database, recovery }, { backupCopies }) =>
          lossOf(database, recovery, backupCopies) === undefined &&
          `is lost with its region: nothing of it is in the second one. Set backups.copyToSecondaryRegion or backups.copies, give it a read replica there, ${REMEDY}`,
      },
      {
        code: 'database-loses-more',
        property: '',
        check: ({ recovery, database }, { backupCopies }) => {
          const { rpoMinutes } = recovery;
          const loss = lossOf(database, recovery, backupCopies);
          return (
            loss !== undefined &&
            loss.minutes > rpoMinutes &&
            `loses ${loss.minutes} minutes with its region, more than recovery.rpoMinutes, ${rpoMinutes}: ${loss.because}. Give it a read replica in the second region, which loses ${REPLICA.minutes}, allow more, ${REMEDY}`
          );
        },
      },
    ],
  ),
  forEach(
    ({ recovery, objectStores }) =>
      recovery ? counted(objectStores, recovery).map(([id, store]) => [`objectStores.${id}`, store] as const) : [],
    [
      {
        code: 'bucket-lost',
        property: 'replication',
        check: ({ replication }) =>
          !replication && `is off, so that the bucket is lost with its region: turn it on, ${REMEDY}`,
      },
    ],
  ),
  ...clusterRules(
    'click-house',
    'clickHouseClusters',
    ({ clickHouseClusters }) => mapValues(clickHouseClusters, (_, { backups }) => backups),
    'backups',
    'back up',
  ),
  ...clusterRules(
    'search',
    'searchClusters',
    ({ searchClusters }) => mapValues(searchClusters, (_, { snapshots }) => snapshots),
    'snapshots',
    'take snapshots',
  ),
  forEach(
    ({ recovery, ...environment }) =>
      recovery
        ? STORES.filter((record) => !MEASURED.includes(record)).flatMap((record) =>
            counted(
              (environment as Readonly<Record<string, Readonly<Record<string, unknown>>>>)[record] ?? {},
              recovery,
            ).map(([id]) => [`${record}.${id}`, id] as const),
          )
        : [],
    [
      {
        code: 'store-lost',
        property: '',
        check: () =>
          `is lost with its region: nothing copies it to another one. Copy it by other means, and name it in recovery.expendable`,
      },
    ],
  ),
];
