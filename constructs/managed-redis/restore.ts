/** Restore: what a store begins with instead of nothing, read once, when it is made. */
import { z } from 'zod';

import { done, empty, id } from '../restore';

export const restoreSchema = z.union([
  empty,
  done,
  z.strictObject({
    /** A backup of any other store, by cloud. Azure has none. */
    backup: z.strictObject({
      aws: z
        .union([
          z.strictObject({
            /** Name of a snapshot of the same region: a daily one, the last one of a store that is gone, or one by hand. */
            snapshot: z.string().min(1),
          }),
          z.strictObject({
            /**
             * ARNs of RDB files in S3, of the same region, which ElastiCache may read, and who applies, too: see
             * docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-seeding-redis.html
             */
            files: z.array(id(/^arn:aws[\w-]*:s3:::[^,]+$/, 'arn:aws:s3:::shop-exports/sessions.rdb')).min(1),
          }),
        ])
        .optional(),
      google: z
        .union([
          z.strictObject({
            /** A backup of Memorystore for Redis Cluster or for Valkey, by its full name. */
            managedBackup: id(
              /^projects\/[\w.:-]+\/locations\/[\w-]+\/backupCollections\/[\w-]+\/backups\/[\w-]+$/,
              'projects/shop-prod/locations/europe-west1/backupCollections/0a1b2c3d/backups/20260531063000_0a1b2c3d',
            ),
          }),
          z.strictObject({
            /** URIs of RDB files in Cloud Storage, of the same region, which Memorystore's service agent may read. */
            files: z.array(id(/^gs:\/\/[^/]+\/.+$/, 'gs://shop-exports/sessions.rdb')).min(1),
          }),
        ])
        .optional(),
    }),
  }),
]);
