/** Properties that all of an environment's own encryption keys share. */
import { z } from 'zod';

export const keysSchema = z.strictObject({
  /** Days after which the cloud replaces the key material: the range that all three clouds take. */
  rotationDays: z.int().min(90).max(365).default(90),
  /** Days between a key's deletion and its loss, in which it can be restored: the range that all three clouds take. */
  deletionWindowDays: z.int().min(7).max(30).default(30),
});

export type KeysProps = z.output<typeof keysSchema>;
