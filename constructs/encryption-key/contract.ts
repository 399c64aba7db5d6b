/** Keys: an environment's own encryption keys, one for each kind of use and region, rotated by the cloud. */
import { Component } from '../../core/cdktf/component';
import { type Choice, choice } from '../../core/decision';
import type { Protectable } from '../../core/protection';
import type { CloudName } from '../../core/words/clouds';
import type { EncryptionKeySetting } from '../../core/words/encryption';
import type { RegionRole } from '../environment/targets';
import { KEY_KINDS, type KeyKind, keyUse } from './kinds';
import type { KeysProps } from './schema';

/** What a key is for, and where. */
export interface KeyPlace {
  readonly kind: KeyKind;
  /** The target's `region` or its `secondaryRegion`. */
  readonly region: RegionRole;
}

export interface EncryptionKeyProps extends KeysProps, KeyPlace {}

/** One of the environment's keys. */
export abstract class EncryptionKey extends Component<EncryptionKeyProps> {
  /** Id of the key that encrypted resources refer to, in the cloud's own form. */
  abstract readonly keyId: string;

  /** For people who find the key in the cloud. */
  protected get description(): string {
    return `Encrypts ${keyUse(this.props.kind).encrypts}`;
  }
}

/** All of the environment's keys. Each cloud's class creates them, and lets constructs use them. */
export abstract class Keys<K extends EncryptionKey = EncryptionKey> extends Component<KeysProps> {
  /** By their ids, which do not depend on what is encrypted. */
  abstract readonly keys: ReadonlyMap<string, K>;

  /** The environment's key for a kind of use in a region; undefined if it is retired. */
  of({ kind, region }: KeyPlace): K | undefined {
    return this.keys.get(keyId({ kind, region }));
  }

  /** A key that goes without being retired, as with the target's secondary region, is refused in the plan. */
  override get protectables(): readonly Protectable[] {
    const { deletionProtection: isProtected, retire } = this.props;
    const retired = [...new Set(retire)].flatMap((kind) =>
      keyUse(kind).regions.map((region) => keyId({ kind, region })),
    );
    return [
      ...[...this.keys.keys()].map((part) => ({ part, isProtected })),
      ...retired.map((part) => ({ part, isProtected: false })),
    ];
  }
}

/** `databases`, `databases-secondary`. */
const keyId = ({ kind, region }: KeyPlace): string => (region === 'primary' ? kind : `${kind}-${region}`);

/**
 * Creates the keys that an environment has, whether something uses them now or not.
 * @param kinds kinds of use for which the cloud needs a key
 */
export function createKeys<K extends EncryptionKey>(
  { retire }: KeysProps,
  { secondaryRegion }: { readonly secondaryRegion?: string | undefined },
  create: (id: string, place: KeyPlace) => K,
  kinds: readonly KeyKind[] = KEY_KINDS,
): ReadonlyMap<string, K> {
  const places = kinds
    .filter((kind) => !retire.includes(kind))
    .flatMap((kind) => keyUse(kind).regions.map((region) => ({ kind, region })))
    .filter(({ region }) => region === 'primary' || secondaryRegion !== undefined);
  return new Map(places.map((place) => [keyId(place), create(keyId(place), place)]));
}

/** What a construct asks for: its setting, and where it needs the key. */
export interface KeyRequest extends KeyPlace {
  readonly setting: EncryptionKeySetting;
}

/** The id of the user's existing key on a cloud; undefined for `own` and `cloud`. */
export const existingKey = (setting: EncryptionKeySetting, cloud: CloudName): string | undefined =>
  typeof setting === 'object' ? setting.existing[cloud] : undefined;

/** The environment's key, the cloud's own, or an existing one. */
type ChosenKey = 'own' | 'cloud' | { readonly existing: string };

/** Decides on the key that a setting stands for in a region. */
export function decideKey(owner: Component, request: KeyRequest, cloud: CloudName, keys: KeysProps): ChosenKey {
  // The store of secrets, whose key is not up to the user, has no such property.
  const property = 'encryptionKey' in owner.props ? 'encryptionKey' : '';
  return owner.decide('encryption key', property, chooseKey(request, cloud, keys));
}

/**
 * A key belongs to one region, so that copies in the secondary region need a key there, even if the first one is
 * existing.
 */
function chooseKey(
  { kind, region, setting }: KeyRequest,
  cloud: CloudName,
  { rotationDays }: KeysProps,
): Choice<ChosenKey> {
  const where = region === 'primary' ? '' : ' in the secondary region';
  if (setting === 'cloud') return choice(setting, "the cloud's own", `\`cloud\` leaves the key to the cloud${where}`);
  const existing = region === 'primary' ? existingKey(setting, cloud) : undefined;
  if (existing !== undefined) return choice({ existing }, existing, 'named by `existing`');
  const why = `one key for everything of the kind, which outlives what it encrypts, replaced every ${rotationDays} days${setting === 'own' ? '' : '; the existing one belongs to the first region'}`;
  return choice('own', `the environment's key for ${keyUse(kind).title}${where}`, why);
}
