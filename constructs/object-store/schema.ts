/** Properties of an ObjectStore: versions, lifecycle, replication, access. */
import { z } from 'zod';

import { encryptionKey } from '../../core/words/encryption';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { identifier, nonEmpty } from '../../core/words/words';
import { entry } from '../entry';

/** Arguments of a bucket's resources that may be overridden; each provider adds its own. */
export interface ObjectStoreOverrides {}

/** Colder classes, each cheaper to store and more expensive to read: for reading monthly, quarterly, yearly. */
export const storageClass = z.enum(['infrequent', 'cold', 'archive']);

export type StorageClass = z.output<typeof storageClass>;

export const days = z.int().min(1).max(36_500);

const lifecycleRule = z.strictObject({
  /** Only objects whose names start with this text. @default - every object */
  prefix: nonEmpty.optional(),
  /** Moves to colder classes, each later and colder than the one before. @default - none */
  transitions: z
    .array(
      z.strictObject({
        /** Age of the object in days. */
        afterDays: days,
        /** The class to move to. */
        to: storageClass,
      }),
    )
    .default([]),
  /** Days after which objects are deleted. @default - never */
  expireAfterDays: days.optional(),
  /** Days after which versions that are no longer current are deleted. Requires versioning. @default - never */
  expireOldVersionsAfterDays: days.optional(),
});

const OLD_VERSIONS: Record<string, z.output<typeof lifecycleRule>> = {
  'old-versions': { transitions: [], expireOldVersionsAfterDays: 90 },
};

export const objectStoreSchema = z
  .strictObject({
    ...entry(),
    /** Whether overwritten and deleted objects stay as old versions. */
    versioning: z.boolean().default(true),
    /**
     * Rules for objects as they age, by name. Rules given here replace the default.
     * @default - with versioning, old versions are deleted after 90 days
     * @example
     * lifecycle: {
     *   cool: { prefix: 'reports/', transitions: [{ afterDays: 90, to: 'cold' }, { afterDays: 365, to: 'archive' }] },
     *   'old-versions': { expireOldVersionsAfterDays: 30 },
     * }
     */
    lifecycle: z.record(identifier, lifecycleRule).optional(),
    /** Days after which unfinished uploads are dropped. */
    abortUploadsAfterDays: z.int().min(1).max(365).default(7),
    /** Whether every object is copied to the target's `secondaryRegion`. Requires versioning. */
    replication: z.boolean().default(false),
    /**
     * Whether anybody may read its objects by their names, for one of `cdns` to serve them. On AWS only through it; on Google and Azure
     * at the bucket's own address as well. Nobody may list them, or write.
     */
    public: z.boolean().default(false),
    /** Web origins from which browsers may call the bucket. @default - none */
    cors: z
      .array(
        z.strictObject({
          /** Origins such as `https://app.example.com`. */
          origins: z.array(nonEmpty).min(1),
          /** HTTP methods that browsers may use. */
          methods: z
            .array(z.enum(['GET', 'HEAD', 'PUT', 'POST', 'DELETE']))
            .min(1)
            .default(['GET', 'HEAD']),
          /** Headers that requests may carry. @default - none */
          headers: z.array(nonEmpty).default([]),
          /** Headers that scripts may read. @default - none */
          exposeHeaders: z.array(nonEmpty).default([]),
          /** Seconds for which browsers remember the answer. */
          maxAgeSeconds: z.int().min(0).max(86_400).default(3600),
        }),
      )
      .default([]),
    /**
     * Keeps objects from being deleted or changed for a number of days. Requires `deletionProtection`.
     * @default - none
     */
    retentionLock: z
      .strictObject({
        /** Days after its creation for which an object is locked. */
        days,
        /** Whether the lock is final: not even the account's owner can shorten or lift it. Cannot be undone. */
        permanent: z.boolean().default(false),
      })
      .optional(),
    /** Records of reads and writes; `false` turns them off. */
    accessLogs: z
      .union([
        z.literal(false),
        z.strictObject({
          /** Days to keep the records. */
          retentionDays: retentionDays.default(90),
        }),
      ])
      .prefault({}),
    /**
     * The key that encrypts objects: `own`, the environment's for object stores; `cloud`; or an existing one. On AWS and
     * Google another one encrypts new objects, and those that are there keep theirs; on Azure it encrypts all at once.
     */
    encryptionKey: encryptionKey.default('own'),
    /** Whether the plan refuses to lose the bucket or its replica, and the cloud to delete one that still holds objects. */
    deletionProtection: z.boolean().default(true),
    /** Arguments merged last into this bucket's resources. @default - none */
    overrides: overridesOf<ObjectStoreOverrides>().optional(),
  })
  .transform((props) => ({ ...props, lifecycle: props.lifecycle ?? (props.versioning ? OLD_VERSIONS : {}) }));

export type ObjectStoreProps = z.output<typeof objectStoreSchema>;

export type LifecycleRule = ObjectStoreProps['lifecycle'][string];
