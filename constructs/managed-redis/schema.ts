/** Properties of a ManagedRedis: version, size, replicas, persistence, authentication. */
import { z } from 'zod';
import { cacheSize, skuOverride } from '../../core/words/sizes';
import { encryptionKey } from '../../core/words/encryption';
import { maintenanceWindow, timeOfDay } from '../../core/words/times';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';

/** Arguments of a store's resources that may be overridden; each provider adds its own. */
export interface ManagedRedisOverrides {}

export const managedRedisSchema = z.strictObject({
  /**
   * Whose server: Redis, or Valkey, its open-source continuation with the same protocol.
   * @default 'redis'
   */
  engine: z.enum(['redis', 'valkey']).default('redis'),
  /** Major version: `'7'` for Redis, `'7'` or `'8'` for Valkey. */
  version: z
    .string()
    .regex(/^\d+$/, { error: 'must be a major version such as "7": minor versions are the cloud\'s to patch' }),
  /** Least memory for data on each primary. */
  size: cacheSize,
  /** The cloud's own SKU instead of the cheapest that satisfies `size`. @default - chosen by `size` */
  sku: skuOverride.optional(),
  /**
   * Copies of each primary in other zones, 0–5. With one or more, a copy takes over
   * automatically when its primary fails. @default - 1 with the environment's `highAvailability`, else 0
   */
  replicas: z.int().min(0).max(5).default(1),
  /** Over how many primaries the keys are spread, 1–90; more than one needs clients that speak Redis Cluster. @default 1 */
  shards: z.int().min(1).max(90).default(1),
  /**
   * How clients prove who they are: `token`, a generated password in the secret store; `identity`, the cloud's own
   * identities and no password at all; or `none`.
   * @default 'token'
   */
  authentication: z.enum(['token', 'identity', 'none']).default('token'),
  credentials: z
    .strictObject({
      /** Days after which a generated password is replaced: 1–365. @default - not replaced by itself */
      rotationDays: z.int().min(1).max(365).optional(),
    })
    .prefault({}),
  persistence: z
    .strictObject({
      /** What survives a restart: nothing, a snapshot now and then, or every write. @default 'none' */
      mode: z.enum(['none', 'snapshots', 'append-only']).default('none'),
      /** Days that daily snapshots are kept, 1–35. @default - as long as the cloud keeps them */
      retentionDays: z.int().min(1).max(35).optional(),
      /** When the daily snapshot starts, UTC. @default '00:00' */
      start: timeOfDay.default('00:00'),
    })
    .prefault({}),
  /** What is dropped when memory is full. @default 'volatile-lru' */
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
  /** The server's logs, or false. */
  logs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days for which records are kept. @default 90 */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .prefault({}),
  /** Whose key encrypts what is stored. Changing it replaces the store on AWS and Google. @default 'own' */
  encryptionKey: encryptionKey.default('own'),
  /** The store cannot be deleted. @default true */
  deletionProtection: z.boolean().default(true),
  /** Arguments merged last into this store's resources. @default - none */
  overrides: overridesOf<ManagedRedisOverrides>().optional(),
});

export type ManagedRedisProps = z.output<typeof managedRedisSchema>;
