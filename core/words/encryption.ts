/** The choice of the key that encrypts a construct. */
import { z } from 'zod';

import { byCloud } from './clouds';

/**
 * The key that encrypts a construct: `own`, the environment's own key for constructs of its kind, which is rotated and
 * outlives them; `cloud`, the cloud's default key; or an existing key, per cloud (AWS: key ARN; Google: crypto key id;
 * Azure: versionless key id).
 */
export const encryptionKey = z.union([
  z.literal('own'),
  z.literal('cloud'),
  z.strictObject({ existing: byCloud(z.string().min(1)) }),
]);

export type EncryptionKeySetting = z.output<typeof encryptionKey>;
