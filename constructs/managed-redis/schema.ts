/** Properties of a ManagedRedis: version, size, replicas, persistence, authentication. */
import { z } from 'zod';

import { encryptionKey } from '../../core/words/encryption';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { cacheSize, skuOverride } from '../../core/words/sizes';
import { maintenanceWindow, timeOfDay } from '../../core/words/times';
import { entry } from '../entry';
import { restoreSchema } from './restore';

/** Arguments of a store's resources that may be overridden; each provider adds its own. */
export interface ManagedRedisOverrides {}

export const managedRedisSchema = z.strictObject({
  ...entry(),
  /**
   * The server: `redis`, or `valkey`, its open-source continuation with the same protocol. On Google, `engine`, `shards`,
   * `authentication` and `persistence.mode` choose the service: a store of another one is a new store, empty.
   */
  engine: z.enum(['redis', 'valkey']).default('redis'),
  /** Major version: `'7'` for Redis, `'7'` or `'8'` for Valkey. */
  version: z
    .string()
    .regex(/^\d+$/, { error: 'must be a major version such as "7": minor versions are the cloud\'s to patch' }),
  /** Minimum memory for data on each primary. */
  size: cacheSize,
  /** The cloud's own SKU instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  /**
   * Copies of each primary in other zones. With one or more, a copy takes over automatically when its primary fails.
   * @default - 1 with the environment's `highAvailability`, else 0
   */
  replicas: z.int().min(0).max(5).default(1),
  /** Number of primaries over which the keys are spread; more than one requires clients that speak Redis Cluster. */
  shards: z.int().min(1).max(90).default(1),
  /**
   * How clients authenticate: `token`, with a generated password in the secret store; `identity`, as workloads that ask for
   * it in their `access`, with a token of the cloud instead of a password; or `none`.
   */
  authentication: z.enum(['token', 'identity', 'none']).default('token'),
  credentials: z
    .strictObject({
      /**
       * Days after which the next apply replaces a generated password. Requires the add-on `reloader` where something in the
       * cluster reads it.
       * @default - not replaced automatically
       */
      rotationDays: z.int().min(1).max(365).optional(),
    })
    .prefault({}),
  persistence: z
    .strictObject({
      /** Data that survives a restart: `none`, nothing; `snapshots`, the last snapshot; `append-only`, every write. */
      mode: z.enum(['none', 'snapshots', 'append-only']).default('none'),
      /** Days to keep daily snapshots. Requires a `mode` other than `none`. @default - the cloud's own retention */
      retentionDays: z.int().min(1).max(35).optional(),
      /** Time at which the daily snapshot starts, UTC, `HH:MM`. */
      start: timeOfDay.default('00:00'),
    })
    .prefault({}),
  /**
   * What it begins with instead of nothing, read when it is made, and refused as a change of a store that is there: a backup by cloud
   * (`{ backup: { aws: { snapshot: '…' }, google: { managedBackup: '…' } } }`). `done`, once it has been made, lets what it was made
   * of go. Not on Azure, nor with Memorystore for Redis. See [restore](../guides/restore.md#caches).
   * @default - it begins empty
   */
  restore: restoreSchema.default(false),
  /** Redis' policy for dropping keys when memory is full. */
  evictionPolicy: z
    .enum([
      'noeviction',
      'allkeys-lru',
      'allkeys-lfu',
      'allkeys-random',
      'volatile-lru',
      'volatile-lfu',
      'volatile-random',
      'volatile-ttl',
    ])
    .default('volatile-lru'),
  /** When the cloud may patch and restart. @default - Sunday 02:00 UTC, two hours */
  maintenanceWindow: maintenanceWindow.prefault({ day: 'sunday', start: '02:00' }),
  /** The server's logs; `false` turns them off. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the logs. */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .prefault({}),
  /**
   * The key that encrypts stored data: `own`, the environment's for caches; `cloud`; or an existing one. Changing it
   * replaces the store on AWS, and on Google unless it is a Redis Cluster.
   */
  encryptionKey: encryptionKey.default('own'),
  /** Whether the plan refuses to lose the store, and the cloud to delete it where it can. */
  deletionProtection: z.boolean().default(true),
  /** Arguments merged last into this store's resources. @default - none */
  overrides: overridesOf<ManagedRedisOverrides>().optional(),
});

export type ManagedRedisProps = z.output<typeof managedRedisSchema>;

/** Whether it has shards on some cloud: Google runs these as Redis Cluster, whose clients call each node at a port of its own. */
export const mayHaveShards = ({ engine, shards, authentication, persistence }: ManagedRedisProps): boolean =>
  shards > 1 || (engine === 'redis' && (authentication === 'identity' || persistence.mode === 'append-only'));

/** Why a store is or is not a cluster, in words. */
export const describeShards = ({ shards }: ManagedRedisProps): string =>
  shards > 1 ? `${shards} shards, for clients that speak Redis Cluster` : 'one shard, for every client';
