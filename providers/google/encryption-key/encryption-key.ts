/**
 * EncryptionKey on Google: a rotated Cloud KMS key for one construct, and grants for the service agents that use it.
 */
import { KmsCryptoKey } from '@cdktf/provider-google/lib/kms-crypto-key';
import { KmsCryptoKeyIamMember } from '@cdktf/provider-google/lib/kms-crypto-key-iam-member';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
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
  /** The agents' rights. Encrypted resources must depend on them. */
  readonly grants: readonly KmsCryptoKeyIamMember[];

  /**
   * @param preventDestroy whether Terraform refuses to destroy the key; by default, the owner's `deletionProtection`
   */
  constructor(
    scope: Construct,
    id: string,
    props: neutral.EncryptionKeyProps,
    {
      foundation,
      users,
      preventDestroy = isProtected(scope),
    }: { foundation: Foundation; users: Agents; preventDestroy?: boolean },
  ) {
    super(scope, id, props);
    this.key = this.createMain('key', KmsCryptoKey, {
      name: this.nameByPath(names.key),
      keyRing: foundation.keyRing(props.region).id,
      purpose: 'ENCRYPT_DECRYPT',
      rotationPeriod: `${props.rotationDays * DAY}s`,
      destroyScheduledDuration: `${props.deletionWindowDays * DAY}s`,
      versionTemplate: { algorithm: 'GOOGLE_SYMMETRIC_ENCRYPTION', protectionLevel: 'SOFTWARE' },
      // Without its key, encrypted data is lost: a protected construct protects its key as well. A changed deletion
      // window would replace the key, so a key keeps the window that it was created with.
      lifecycle: { preventDestroy, ignoreChanges: ['destroy_scheduled_duration'] },
    });
    this.grants = new KeyUsers(this, 'users', { keyId: this.key.id }, { foundation }).admit(users);
  }

  /** `projects/…/locations/…/keyRings/…/cryptoKeys/…` */
  get keyId(): string {
    return this.key.id;
  }
}

/** Grants the right to encrypt and decrypt with a key. */
export class KeyUsers extends Component<{ readonly keyId: string }> {
  private readonly grants = new Map<string, KmsCryptoKeyIamMember>();

  constructor(
    scope: Construct,
    id: string,
    props: { readonly keyId: string },
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
  }

  /** Grants the right to each agent that does not have it yet, and returns the grants of all of them. */
  admit(agents: Agents): KmsCryptoKeyIamMember[] {
    return agents.map((agent) => {
      const grant = this.grants.get(agent) ?? this.createGrant(agent);
      this.grants.set(agent, grant);
      return grant;
    });
  }

  private createGrant(agent: string): KmsCryptoKeyIamMember {
    return this.createAs('keyUser', agent.replace(/^[^@]*@|\..*$/g, ''), KmsCryptoKeyIamMember, {
      cryptoKeyId: this.props.keyId,
      role: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
      member: `serviceAccount:${agent}`,
      // A service agent exists only once its API is enabled.
      dependsOn: this.deps.foundation.dependsOn,
    });
  }
}

const isProtected = (owner: Construct): boolean =>
  (owner as { props?: { deletionProtection?: boolean } }).props?.deletionProtection ?? true;

export interface UsableKey {
  readonly keyId: string;
  /** Resources that must exist before the key is used: the agents' grants. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * Returns the key that a setting asks for, usable by the agents, or undefined for Google's own. Creates the key for
 * `own`; for an existing key, only creates the agents' grants.
 */
export function keyFor(
  scope: Component,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  agents: Agents,
  region: RegionRole = 'primary',
): UsableKey | undefined {
  const { keys } = foundation.props;
  const chosen = neutral.decideKey(scope, setting, { cloud: 'google', region, keys });
  if (chosen === 'cloud') return undefined;
  if (chosen !== 'own') {
    const { existing: keyId } = chosen;
    return { keyId, dependsOn: usersOf(keyId, foundation).admit(agents) };
  }
  const props = { ...keys, purpose, region };
  const key = new EncryptionKey(scope, KEY_IDS[region], props, { foundation, users: agents });
  return { keyId: key.keyId, dependsOn: [...key.grants] };
}

/**
 * Returns the grants on an existing key, shared by every construct that it encrypts: an IAM member exists once, so a
 * construct that removed its own copy would remove the right from the others.
 */
function usersOf(keyId: string, foundation: Foundation): KeyUsers {
  const id = `key-users-${shortHash(keyId)}`;
  const existing = foundation.node.tryFindChild(id);
  return existing instanceof KeyUsers ? existing : new KeyUsers(foundation, id, { keyId }, { foundation });
}
