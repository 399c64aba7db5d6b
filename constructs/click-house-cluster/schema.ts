/** ClickHouseCluster: a column-oriented database of shards and replicas, with its keepers and users. */
import { z } from 'zod';

import { objectOverrides } from '../../core/kubernetes/words';
import type { VersionRow, VersionTable } from '../../core/sizing/versions';
import { cron } from '../../core/words/cron';
import { identifier, nonEmpty } from '../../core/words/words';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { entry, entryOf } from '../entry';

export interface ClickHouseVersion extends VersionRow {
  /** Image tag of the Keeper of this version. */
  readonly keeper: string;
}

/** Altinity's builds, maintained for three years: docs.altinity.com/altinitystablebuilds */
export const CLICKHOUSE_VERSIONS: VersionTable<ClickHouseVersion> = {
  asOf: '2026-11-21',
  versions: [
    { version: '25.8', engineVersion: '25.8.28.10001.altinitystable', keeper: '25.8.16.10002.altinitystable' },
    { version: '26.3', engineVersion: '26.3.53.10001.altinitystable', keeper: '26.3.16.10001.altinitystable' },
  ],
};

const user = z.strictObject({
  ...entry(),
  /** A name in the environment's `secrets`: its password signs the user in, its username must be the user's name. */
  secret: entryOf('secrets'),
  /** Whether the user may only read. */
  readOnly: z.boolean().default(false),
  /** Databases that the user may use. @default - all */
  databases: z.array(nonEmpty).default([]),
});

export type ClickHouseUser = z.output<typeof user>;

const backups = z.strictObject({
  /** Bucket for the backups: a name in the environment's `objectStores` in which no add-on keeps its data. */
  store: entryOf('objectStores'),
  /** When one is made: a cron expression of five fields, in UTC. */
  cron: cron.default('0 1 * * *'),
  /** How many backups there are from one with all data to the next; those between hold only what is new since the one before. */
  fullEvery: z.int().min(1).max(100).default(7),
  /** Days for which each backup is kept, and what it builds upon with it. */
  retentionDays: z.int().min(1).max(3650).default(30),
});

export type ClickHouseBackups = z.output<typeof backups>;

export const clickHouseClusterSchema = z.strictObject({
  ...common,
  /** ClickHouse's year and month of a version with long-term support: `'26.3'`. */
  version: z.string().regex(/^\d{2}\.\d{1,2}$/, { error: 'must be a year and month such as "26.3"' }),
  /** Number of parts over which the data is divided. */
  shards: z.int().min(1).max(100).default(1),
  /** Copies of each shard. */
  replicas: z.int().min(1).max(10).default(3),
  /** Requests and limits of each server, at least 4 GiB of memory. */
  resources: nodeResources,
  storage: z.strictObject({
    /** Size of each server's disk. It can grow, but never shrinks. */
    sizeGiB: storageGiB,
  }),
  /** ClickHouse Keeper, which coordinates the replicas. */
  keeper: z
    .strictObject({
      /** Number of keepers, which must be odd. */
      replicas: z.int().min(1).max(9).default(3),
      /** Requests and limits of each keeper. */
      resources: nodeResources.prefault({ cpu: '250m', memory: '1Gi' }),
      /** Size of each keeper's disk. */
      storageGiB: storageGiB.default(10),
    })
    .prefault({}),
  /** Users by name. @default - none */
  users: z.record(identifier, user).default({}),
  /**
   * Further server settings: `max_concurrent_queries`, or with slashes `merge_tree/parts_to_throw_insert`.
   * @default - none
   */
  settings: z.record(nonEmpty, z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Backups of the servers' data in a bucket, by one server of each shard. @default - none */
  backups: backups.optional(),
  /**
   * Patches that are merged last into the cluster's objects: `cluster`, `keeper`, `secret`, `monitor`, `networkPolicy`, and those of
   * backups, `serviceAccount` and `backup`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});

export type ClickHouseClusterProps = z.output<typeof clickHouseClusterSchema>;
