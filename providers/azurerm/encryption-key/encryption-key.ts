/**
 * EncryptionKey on Azure: a rotated key in the environment's vault, usable only by the identity of the service it is
 * for.
 */
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { RegionRole } from '../../../constructs/environment/targets';
import type { Component } from '../../../core/cdktf/component';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import type { Foundation } from '../foundation/foundation';
import { Identity } from '../iam/access';
import { names } from '../shared/names';
import { ExistingKey } from './existing-key';

/** Lets a service read a key, and wrap and unwrap its own keys with it. */
const USER_ROLE = 'Key Vault Crypto Service Encryption User';
/** The size that every service accepts. */
const KEY_BITS = 2048;

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KeyVaultKey;

  constructor(scope: Construct, id: string, props: neutral.EncryptionKeyProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    const vault = deps.foundation.vault(props.region);
    this.key = this.createMain('key', KeyVaultKey, {
      name: this.nameByPath(names.key),
      keyVaultId: vault.vaultId,
      keyType: 'RSA',
      keySize: KEY_BITS,
      keyOpts: ['decrypt', 'encrypt', 'unwrapKey', 'wrapKey'],
      // No expiry, because data under an expired key is unreadable. Old versions stay, for the data that they
      // encrypted.
      rotationPolicy: { automatic: { timeAfterCreation: `P${props.rotationDays}D` } },
      dependsOn: [...vault.ready],
    });
  }

  /** Without a version: services that accept it follow the key's rotation. */
  get keyId(): string {
    return this.key.versionlessId;
  }

  /** With the newest version that Terraform knows: it changes with the first run after a rotation. */
  get versionedKeyId(): string {
    return this.key.id;
  }

  /** The id on which roles are granted. */
  get resourceId(): string {
    return this.key.resourceVersionlessId;
  }
}

/** A key, with the identity as which a service may encrypt with it. */
export interface KeyAccess {
  /** Without a version, for services that follow the key's rotation automatically. */
  readonly keyId: string;
  /** With a version, for services that require one. */
  readonly versionedKeyId: string;
  /** The id on which further roles are granted. */
  readonly resourceId: string;
  /** Resource id of the identity that may use the key: the service must run as it. */
  readonly identityId: string;
  /** Resources that must exist before the service uses the key. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The key of a setting, with an identity that may use it. Creates the key unless the setting names an existing one;
 * returns undefined for Azure's own key, which requires neither.
 */
export function keyFor(
  scope: Component,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  region: RegionRole = 'primary',
): KeyAccess | undefined {
  const { keys } = foundation.props;
  const chosen = neutral.decideKey(scope, setting, { cloud: 'azurerm', region, keys });
  if (chosen === 'cloud') return undefined;
  const id = region === 'primary' ? 'key' : 'secondary-key';
  const key =
    chosen === 'own'
      ? new EncryptionKey(scope, id, { ...keys, purpose, region }, { foundation })
      : new ExistingKey(scope, id, { keyId: chosen.existing });
  const roles = { key: { role: USER_ROLE, scope: key.resourceId } };
  const userPurpose = [...scope.node.path.split('/').slice(1), id].join('-');
  const user = new Identity(scope, `${id}-user`, { purpose: userPurpose, region, roles }, { foundation });
  return {
    keyId: key.keyId,
    // Only some services need it. For an existing key it is read by a data source.
    get versionedKeyId() {
      return key.versionedKeyId;
    },
    resourceId: key.resourceId,
    identityId: user.identityId,
    dependsOn: user.ready,
  };
}
