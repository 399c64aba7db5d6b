/** The choice of the key that encrypts a construct. */
import { z } from 'zod';

import { byCloud } from './clouds';

/**
 * The key that encrypts a construct: `own`, a key created for this construct alone and rotated; `cloud`, the cloud's
 * default key; or an existing key, per cloud (AWS: key ARN; Google: crypto key id; Azure: versionless key id).
 */
export const encryptionKey = z.union([
  z.literal('own'),
  z.literal('cloud'),
  z.strictObject({ existing: byCloud(z.string().min(1)) }),
]);

export type EncryptionKeySetting = z.output<typeof encryptionKey>;
