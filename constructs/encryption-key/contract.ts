/** EncryptionKey: one construct's own key, rotated by the cloud, usable only by the cloud services named. */
import { Component } from '../../core/cdktf/component';
import type { CloudName } from '../../core/words/clouds';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import type { RegionRole } from '../environment/targets';
import type { KeysProps } from './schema';

export interface EncryptionKeyProps extends KeysProps {
  /** Name of the encrypted resource, for the key's description: `PostgreSQL server "postgres"`. */
  readonly purpose: string;
  /** The target's `region` or its `secondaryRegion`. */
  readonly region: RegionRole;
}

export abstract class EncryptionKey extends Component<EncryptionKeyProps> {
  /** Id of the key that encrypted resources refer to, in the cloud's own form. */
  abstract readonly keyId: string;
}

/** The id of the user's existing key on a cloud; undefined for `own` and `cloud`. */
export const existingKey = (setting: EncryptionKeySetting, cloud: CloudName): string | undefined =>
  typeof setting === 'object' ? setting.existing[cloud] : undefined;
