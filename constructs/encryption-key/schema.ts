/** Properties that all of an environment's encryption keys share. */
import { z } from 'zod';

import { KEY_KINDS } from './kinds';

export const keysSchema = z.strictObject({
  /** Days after which the cloud replaces the key material: the range that all three clouds take. */
  rotationDays: z.int().min(90).max(365).default(90),
  /**
   * Days between a key's deletion and its loss, in which it can be restored: the range that all three clouds take. On
   * Google and Azure the days at creation stay in force.
   */
  deletionWindowDays: z.int().min(7).max(30).default(30),
  /**
   * Kinds of use for which the environment has no key, or no key any more. What such a key still encrypts is unreadable
   * at once: snapshots, backups, disks, older objects. It is lost after `deletionWindowDays`.
   * @default - none: there is a key for every kind
   */
  retire: z.array(z.enum(KEY_KINDS)).default([]),
  /**
   * Whether Terraform refuses to delete the keys that are not retired, with the rest of an environment that is destroyed
   * or with the target's `secondaryRegion`; on Azure the vaults of keys and secrets, too.
   */
  deletionProtection: z.boolean().default(true),
});

export type KeysProps = z.output<typeof keysSchema>;
