/** Properties of encryption keys: existing ones, per cloud and region. */
import { z } from 'zod';

/** How an environment's own keys are kept. */
export const keysSchema = z.strictObject({
  /** Days after which the cloud replaces the key material: 90–365, the range all three take. @default 90 */
  rotationDays: z.int().min(90).max(365).default(90),
  /** Days between asking for a key's deletion and losing it: 7–30, the range all three take. @default 30 */
  deletionWindowDays: z.int().min(7).max(30).default(30),
});

export type KeysProps = z.output<typeof keysSchema>;
