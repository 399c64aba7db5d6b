/** EncryptionKey on Azure: a key in the environment's vault, rotated, usable by the identities named and nobody else. */
import { DataAzurermKeyVaultKey } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault-key';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import * as neutral from '../../../constructs/encryption-key';
import type { Rule } from '../../../core/rules/rule';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import { Grant, Identity } from '../iam/access';
import type { Foundation } from '../foundation/foundation';
import type { RegionRole } from '../foundation/group';
import { names } from '../shared/names';

/** What a service needs to encrypt with a key: to read it, and to wrap and unwrap its own keys with it. */
const USER_ROLE = 'Key Vault Crypto Service Encryption User';
/** The size that every service takes. */
const KEY_BITS = 2048;

/** Object ids of the identities that encrypt and decrypt. */
type Users = readonly string[];

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KeyVaultKey;
  readonly grants: readonly Grant[];

  constructor(
    scope: Construct,
    id: string,
    props: neutral.EncryptionKeyProps,
    deps: { foundation: Foundation; users: Users },
  ) {
    super(scope, id, props);
    const vault = deps.foundation.vault(props.region);
    this.key = this.createMain('key', KeyVaultKey, {
      name: this.name(names.key, ...this.node.path.split('/').slice(1)),
      keyVaultId: vault.vaultId,
      keyType: 'RSA',
      keySize: KEY_BITS,
      keyOpts: ['decrypt', 'encrypt', 'unwrapKey', 'wrapKey'],
      // No expiry: data under an expired key can no longer be read. Old versions stay, for what they once encrypted.
      rotationPolicy: { automatic: { timeAfterCreation: `P${props.rotationDays}D` } },
      dependsOn: [...vault.ready],
    });
    this.grants = deps.users.map(
      (principalId, index) =>
        new Grant(this, `user-${index + 1}`, { role: USER_ROLE, scope: this.resourceId, principalId }),
    );
  }

  /** Versionless: services that take it follow the key's rotation. */
  get keyId(): string {
    return this.key.versionlessId;
  }

  /** For services that want one version; it moves when the key was rotated and Terraform runs next. */
  get versionedKeyId(): string {
    return this.key.id;
  }

  /** What roles are given on. */
  get resourceId(): string {
    return this.key.resourceVersionlessId;
  }
}

/**
 * A key that others made, by its versionless id. Its vault is looked up by name in the environment's subscription, since the
 * id does not say where it is: the right to use the key can only be given there. The vault must have purge protection and take
 * its permissions from roles.
 */
class ExistingKey extends Component<{ readonly keyId: string }> {
  /** What roles are given on. */
  readonly resourceId: string;
  private readonly vaultId: string;
  private version: DataAzurermKeyVaultKey | undefined;

  constructor(scope: Construct, id: string, props: { readonly keyId: string }) {
    super(scope, id, props);
    const { vault, key } = partsOf(props.keyId);
    const found = this.createAs('existingVault', 'vault', DataAzurermResources, {
      type: 'Microsoft.KeyVault/vaults',
      name: vault,
    });
    this.vaultId = found.resources.get(0).id;
    this.resourceId = `${this.vaultId}/keys/${key}`;
  }

  get keyId(): string {
    return this.props.keyId;
  }

  get versionedKeyId(): string {
    this.version ??= this.createMain('existingKey', DataAzurermKeyVaultKey, {
      name: partsOf(this.keyId).key,
      keyVaultId: this.vaultId,
    });
    return this.version.id;
  }
}

/** What a service needs to encrypt with a key. */
export interface KeyAccess {
  /** Versionless, for services that follow the key's rotation by themselves. */
  readonly keyId: string;
  /** With its version, for services that take no other. */
  readonly versionedKeyId: string;
  /** What further roles are given on. */
  readonly resourceId: string;
  /** Resource id of the identity that may use the key: the service must run as it. */
  readonly identityId: string;
  readonly identityClientId: string;
  readonly identityPrincipalId: string;
  /** What must exist before the service uses the key. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The key that a setting stands for, with an identity that may use it; undefined is Azure's own key, which needs neither. Makes
 * the key where it is to be one's own.
 */
export function keyFor(
  scope: Construct,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  place: RegionRole = 'primary',
): KeyAccess | undefined {
  if (setting === 'cloud') return undefined;
  const prefix = place === 'primary' ? '' : 'secondary-';
  const id = `${prefix}key`;
  // A key is of one region: a copy in another needs a key of its own there, whoever owns the first.
  const existing = place === 'primary' ? neutral.existingKey(setting, 'azurerm') : undefined;
  const key =
    existing === undefined
      ? new EncryptionKey(scope, id, { ...foundation.props.keys, purpose, region: place }, { foundation, users: [] })
      : new ExistingKey(scope, id, { keyId: existing });
  const identity = new Identity(
    scope,
    `${id}-user`,
    {
      purpose: [...scope.node.path.split('/').slice(1), id].join('-'),
      place,
      roles: { key: { role: USER_ROLE, scope: key.resourceId } },
    },
    { foundation },
  );
  return {
    keyId: key.keyId,
    get versionedKeyId() {
      return key.versionedKeyId;
    },
    resourceId: key.resourceId,
    identityId: identity.identityId,
    identityClientId: identity.clientId,
    identityPrincipalId: identity.principalId,
    dependsOn: identity.ready,
  };
}

const KEY_ID = /^https:\/\/([A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9])\.vault\.[a-z.]+\/keys\/([A-Za-z0-9-]{1,127})$/;

function partsOf(keyId: string): { vault: string; key: string } {
  const [, vault, key] = KEY_ID.exec(keyId) ?? [];
  if (vault === undefined || key === undefined)
    throw new Error(`key ${keyId} passed the rules and is no versionless key id`);
  return { vault, key };
}

/** Refuses what is no versionless id of a key. */
export const existingKeyRule: Rule<{ readonly encryptionKey: EncryptionKeySetting }, unknown> = {
  code: 'existing-azurerm',
  property: 'encryptionKey.existing.azurerm',
  check: ({ encryptionKey }) => {
    const id = neutral.existingKey(encryptionKey, 'azurerm');
    return (
      id !== undefined &&
      !KEY_ID.test(id) &&
      `must be a versionless key id of a vault in this subscription, https://<vault>.vault.azure.net/keys/<name>, got ${neutral.existingKey(encryptionKey, 'azurerm')}`
    );
  },
};
