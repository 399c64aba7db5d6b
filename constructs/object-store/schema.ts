/** Properties of an ObjectStore: versions, lifecycle, replication, access. */
import { z } from 'zod';
import { encryptionKey } from '../../core/words/encryption';
import { identifier, nonEmpty } from '../../core/words/words';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';

/** Arguments of a bucket's resources that may be overridden; each provider adds its own. */
export interface ObjectStoreOverrides {}

/** Colder classes, each cheaper to keep and dearer to read: read monthly, quarterly, yearly. */
export const storageClass = z.enum(['infrequent', 'cold', 'archive']);

export type StorageClass = z.output<typeof storageClass>;

export const days = z.int().min(1).max(36_500);

const lifecycleRule = z.strictObject({
  /** Only objects whose names start so. @default - every object */
  prefix: nonEmpty.optional(),
  /** To colder classes after so many days. @default - none */
  transitions: z.array(z.strictObject({ afterDays: days, to: storageClass })).default([]),
  /** Days after which objects are deleted. @default - never */
  expireAfterDays: days.optional(),
  /** Days after which versions that are no longer current are deleted. @default - never */
  expireOldVersionsAfterDays: days.optional(),
});

const OLD_VERSIONS: Record<string, z.output<typeof lifecycleRule>> = {
  'old-versions': { transitions: [], expireOldVersionsAfterDays: 90 },
};

export const objectStoreSchema = z
  .strictObject({
    /** Overwritten and deleted objects stay as old versions. @default true */
    versioning: z.boolean().default(true),
    /** What happens to objects as they age, by name of the rule. @default - with versioning, old versions are deleted after 90 days */
    lifecycle: z.record(identifier, lifecycleRule).optional(),
    /** Days after which uploads that were begun and never finished are dropped: 1–365. @default 7 */
    abortUploadsAfterDays: z.int().min(1).max(365).default(7),
    /** A copy of every object in the target's `secondaryRegion`. Needs versioning. @default false */
    replication: z.boolean().default(false),
    /** Which web origins browsers may call from. @default - none */
    cors: z
      .array(
        z.strictObject({
          /** Origins such as `https://app.example.com`. */
          origins: z.array(nonEmpty).min(1),
          /** @default ['GET', 'HEAD'] */
          methods: z
            .array(z.enum(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']))
            .min(1)
            .default(['GET', 'HEAD']),
          /** Headers that requests may carry. @default - none */
          headers: z.array(nonEmpty).default([]),
          /** Headers that scripts may read. @default - none */
          exposeHeaders: z.array(nonEmpty).default([]),
          /** Seconds that browsers remember the answer: 0–86400. @default 3600 */
          maxAgeSeconds: z.int().min(0).max(86_400).default(3600),
        }),
      )
      .default([]),
    /** Objects cannot be deleted or changed for so long. @default - none */
    retentionLock: z
      .strictObject({
        days,
        /** Nobody can shorten or lift the lock any more, not even the account's owner. Cannot be undone. @default false */
        permanent: z.boolean().default(false),
      })
      .optional(),
    /** Records of who read and wrote, or false. */
    accessLogs: z
      .union([
        z.literal(false),
        z.strictObject({
          /** Days that records are kept. @default 90 */
          retentionDays: retentionDays.default(90),
        }),
      ])
      .prefault({}),
    /** Whose key encrypts objects. @default 'own' */
    encryptionKey: encryptionKey.default('own'),
    /** A bucket that still holds objects cannot be deleted. @default true */
    deletionProtection: z.boolean().default(true),
    /** Arguments merged last into this bucket's resources. @default - none */
    overrides: overridesOf<ObjectStoreOverrides>().optional(),
  })
  .transform((props) => ({ ...props, lifecycle: props.lifecycle ?? (props.versioning ? OLD_VERSIONS : {}) }));

export type ObjectStoreProps = z.output<typeof objectStoreSchema>;

export type LifecycleRule = ObjectStoreProps['lifecycle'][string];
