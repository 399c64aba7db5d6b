/** EncryptionKey: one construct's own key, rotated by the cloud, usable only by the cloud services named. */
import { Component } from '../../core/cdktf/component';
import { type Choice, choice } from '../../core/decision';
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

/** A new key, the cloud's own, or an existing one. */
type ChosenKey = 'own' | 'cloud' | { readonly existing: string };

/** Decides on the key that a setting stands for in a region. */
export function decideKey(
  owner: Component,
  setting: EncryptionKeySetting,
  where: { readonly cloud: CloudName; readonly region: RegionRole; readonly keys: KeysProps },
): ChosenKey {
  // The store of secrets, whose key is not up to the user, has no such property.
  const property = 'encryptionKey' in owner.props ? 'encryptionKey' : '';
  return owner.decide('encryption key', property, chooseKey(setting, where));
}

/**
 * A key belongs to one region, so that copies in the secondary region need a key there, even if the first one is
 * existing.
 */
function chooseKey(
  setting: EncryptionKeySetting,
  { cloud, region, keys: { rotationDays } }: Parameters<typeof decideKey>[2],
): Choice<ChosenKey> {
  const where = region === 'primary' ? '' : ' in the secondary region';
  if (setting === 'cloud') return choice(setting, "the cloud's own", `\`cloud\` leaves the key to the cloud${where}`);
  const existing = region === 'primary' ? existingKey(setting, cloud) : undefined;
  if (existing !== undefined) return choice({ existing }, existing, 'named by `existing`');
  const why = `a new key for this construct alone, replaced every ${rotationDays} days${setting === 'own' ? '' : '; the existing one belongs to the first region'}`;
  return choice('own', `a key of its own${where}`, why);
}
