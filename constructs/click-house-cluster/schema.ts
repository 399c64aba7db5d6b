/** Properties of a ClickHouseCluster: shards, replicas, keepers, users. */
import { z } from 'zod';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { objectOverrides } from '../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../core/words/words';
import type { VersionRow, VersionTable } from '../../core/sizing/versions';

export interface ClickHouseVersion extends VersionRow {
  /** The image's tag of the Keeper that goes with it. */
  readonly keeper: string;
}

/** Builds that are maintained for three years: docs.altinity.com/altinitystablebuilds */
export const CLICKHOUSE_VERSIONS: VersionTable<ClickHouseVersion> = {
  asOf: '2026-11-21',
  versions: [
    { version: '25.8', engineVersion: '25.8.28.10001.altinitystable', keeper: '25.8.16.10002.altinitystable' },
    { version: '26.3', engineVersion: '26.3.53.10001.altinitystable', keeper: '26.3.16.10001.altinitystable' },
  ],
};

const user = z.strictObject({
  /** A name in the environment's `secrets` whose password it signs in with; its username must be the user's name. */
  secret: identifier,
  /** Whether it may read only. @default false */
  readOnly: z.boolean().default(false),
  /** Databases that it may use. @default - all */
  databases: z.array(nonEmpty).default([]),
});

export type ClickHouseUser = z.output<typeof user>;

export const clickHouseClusterSchema = z.strictObject({
  ...common,
  /** ClickHouse's version, of those that are maintained for long: `'26.3'`. */
  version: z.string().regex(/^\d{2}\.\d{1,2}$/, { error: 'must be a year and month such as "26.3"' }),
  /** Over how many parts the data is spread: 1–100. @default 1 */
  shards: z.int().min(1).max(100).default(1),
  /** Copies of each shard: 1–10. @default 3 */
  replicas: z.int().min(1).max(10).default(3),
  /** What each server requests and may use; 4 GiB of memory at least. */
  resources: nodeResources,
  storage: z.strictObject({
    /** Each server's disk, in GiB: 10–16384. It can grow, not shrink. */
    sizeGiB: storageGiB,
  }),
  /** The servers that keep what replicas agree on. */
  keeper: z
    .strictObject({
      /** How many, an odd number: 1–9. @default 3 */
      replicas: z.int().min(1).max(9).default(3),
      /** What each requests and may use. @default { cpu: '250m', memory: '1Gi' } */
      resources: nodeResources.prefault({ cpu: '250m', memory: '1Gi' }),
      /** Each one's disk, in GiB: 10–16384. @default 10 */
      storageGiB: storageGiB.default(10),
    })
    .prefault({}),
  /** Users by name. @default - none */
  users: z.record(identifier, user).default({}),
  /** Further settings of servers, `max_concurrent_queries` or with slashes `merge_tree/parts_to_throw_insert`. @default - none */
  settings: z.record(nonEmpty, z.union([z.string(), z.number(), z.boolean()])).default({}),
  /**
   * Patches merged last into what is made: `cluster`, `keeper`, `secret`, `monitor`, `networkPolicy`. @default - none
   */
  overrides: objectOverrides.optional(),
});

export type ClickHouseClusterProps = z.output<typeof clickHouseClusterSchema>;
