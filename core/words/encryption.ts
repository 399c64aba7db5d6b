/** Which key encrypts a construct. */
import { z } from 'zod';
import { byCloud } from './clouds';

/**
 * Whose key encrypts: `own`, a key made for this construct alone and rotated; `cloud`, the cloud's default key;
 * or a key that exists, by cloud (AWS: key ARN; Google: crypto key id; Azure: versionless key id).
 */
export const encryptionKey = z.union([
  z.literal('own'),
  z.literal('cloud'),
  z.strictObject({ existing: byCloud(z.string().min(1)) }),
]);

export type EncryptionKeySetting = z.output<typeof encryptionKey>;
