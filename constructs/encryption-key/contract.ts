/** EncryptionKey: a key of one construct's own, rotated by the cloud, usable by the cloud services named and nobody else. */
import { Component } from '../../core/cdktf/component';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import type { KeysProps } from './schema';

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
}

/** The user's own key on a cloud, or what to do instead. */
export const existingKey = (setting: EncryptionKeySetting, cloud: 'aws' | 'google' | 'azurerm'): string | undefined =>
  typeof setting === 'object' ? setting.existing[cloud] : undefined;
