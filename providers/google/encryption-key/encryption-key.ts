/** EncryptionKey on Google: a Cloud KMS key of one construct, rotated, and the right of service agents to use it. */
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import * as neutral from '../../../constructs/encryption-key';
import { shortHash } from '../../../core/names';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { KEY_IDS } from './lookup';

/** Emails of the service agents that encrypt and decrypt: `foundation.agent('container-engine-robot')`. */
type Agents = readonly string[];

const DAY = 86_400;

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KmsCryptoKey;
  /** The agents' rights: what is encrypted depends on them. */
  readonly grants: readonly KmsCryptoKeyIamMember[];

  /**
   * @param location where, if in neither region of the target: a bucket over several regions has its key in `us`, say
   * @param keep whether Terraform refuses to destroy it
   */
  constructor(
    scope: Construct,
    id: string,
    props: neutral.EncryptionKeyProps,
    {
      foundation,
      users,
      location = foundation.region(props.region),
      keep = isProtected(scope),
    }: { foundation: Foundation; users: Agents; location?: string; keep?: boolean },
  ) {
    super(scope, id, props);
    this.key = this.createMain('key', KmsCryptoKey, {
      name: this.name(names.key, ...this.node.path.split('/').slice(1)),
      keyRing: foundation.keyRing(location).id,
      purpose: 'ENCRYPT_DECRYPT',
      rotationPeriod: `${props.rotationDays * DAY}s`,
      destroyScheduledDuration: `${props.deletionWindowDays * DAY}s`,
      versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'SOFTWARE' },
      // A key that Terraform destroys takes with it all that it ever encrypted: what is protected protects its key.
      // And one whose window for that changed would be replaced: the window is what it was when the key was made.
      lifecycle: { preventDestroy: keep, ignoreChanges: ['destroy_scheduled_duration'] },
    });
    this.grants = new KeyUsers(this, 'users', { keyId: this.key.id }, { foundation }).admit(users);
  }

  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…`. */
  get keyId(): string {
    return this.key.id;
  }
}

/** The right to encrypt and decrypt with a key. */
export class KeyUsers extends Component<{ readonly keyId: string }> {
  private readonly granted = new Map<string, KmsCryptoKeyIamMember>();

  constructor(
    scope: Construct,
    id: string,
    props: { readonly keyId: string },
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  /** Gives the right to each, once. */
  admit(agents: Agents): KmsCryptoKeyIamMember[] {
    return agents.map((agent) => {
      const made = this.granted.get(agent) ?? this.grant(agent);
      this.granted.set(agent, made);
      return made;
    });
  }

  private grant(agent: string): KmsCryptoKeyIamMember {
    return this.createAs('keyUser', agent.split('@')[1]!.split('.')[0]!, KmsCryptoKeyIamMember, {
      cryptoKeyId: this.props.keyId,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${agent}`,
      // Agents come with their APIs.
      dependsOn: this.deps.foundation.dependsOn,
    });
  }
}

const isProtected = (owner: Construct): boolean =>
  (owner as { props?: { deletionProtection?: boolean } }).props?.deletionProtection ?? true;

/** A key, and what must exist before it is used. */
export interface UsableKey {
  readonly keyId: string;
  readonly dependsOn: ITerraformDependable[];
}

/**
 * The key that a setting stands for, usable by the agents; undefined is Google's own. Makes the key where it is to be one's
 * own; of a key that exists, only the agents' right to use it is made.
 */
export function keyFor(
  scope: Construct,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  agents: Agents,
  place: 'primary' | 'secondary' = 'primary',
  location?: string,
): UsableKey | undefined {
  if (setting === 'cloud') return undefined;
  // A key is of one location: a copy elsewhere needs a key of its own there, whoever owns the first.
  const existing = place === 'primary' && location === undefined ? neutral.existingKey(setting, 'google') : undefined;
  if (existing !== undefined) return { keyId: existing, dependsOn: usersOf(existing, foundation).admit(agents) };
  const deps = { foundation, users: agents, ...(location !== undefined && { location }) };
  const key = new EncryptionKey(scope, KEY_IDS[place], { ...foundation.props.keys, purpose, region: place }, deps);
  return { keyId: key.keyId, dependsOn: [...key.grants] };
}

/** One for all that a key encrypts: a right is there once, and who gave it back would take it from the others. */
function usersOf(keyId: string, foundation: Foundation): KeyUsers {
  const id = `key-users-${shortHash(keyId)}`;
  const made = foundation.node.tryFindChild(id);
  return made instanceof KeyUsers ? made : new KeyUsers(foundation, id, { keyId }, { foundation });
}
