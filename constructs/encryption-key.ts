/** EncryptionKey: a key of one construct's own, rotated by the cloud, usable by the cloud services named and nobody else. */
import { z } from 'zod';
import { Component } from './component';
import type { EncryptionKeySetting } from './vocabulary';

/** How an environment's own keys are kept. */
export const keysSchema = z.strictObject({
  /** Days after which the cloud replaces the key material: 90–365, the range all three take. @default 90 */
  rotationDays: z.int().min(90).max(365).default(90),
  /** Days between asking for a key's deletion and losing it: 7–30, the range all three take. @default 30 */
  deletionWindowDays: z.int().min(7).max(30).default(30),
});
export type KeysProps = z.output<typeof keysSchema>;

export interface EncryptionKeyProps extends KeysProps {
  /** What is encrypted, for the key's description: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
  /** Where the key lives. */
  readonly region: 'primary' | 'secondary';
}

/** The neutral contract of a key. */
export abstract class EncryptionKey extends Component<EncryptionKeyProps> {
  /** What encrypted resources refer to, in the cloud's own form. */
  abstract readonly keyId: string;

  outputs() {
    return { id: this.keyId };
  }
}

/** The user's own key on a cloud, or what to do instead. */
export const existingKey = (setting: EncryptionKeySetting, cloud: 'aws' | 'google' | 'azurerm'): string | undefined =>
  typeof setting === 'object' ? setting.existing[cloud] : undefined;
