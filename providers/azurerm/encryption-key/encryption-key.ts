/** Keys on Azure: rotated keys in the environment's vaults of keys, each used by the identities of what it encrypts. */
import { DataAzurermKeyVaultKey } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault-key';
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { RegionRole } from '../../../constructs/environment/targets';
import type { Component } from '../../../core/cdktf/component';
import { mapValues } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { Identity } from '../iam/access';
import { names } from '../shared/names';
import { ExistingKey } from './existing-key';

/** Lets a service read a key, and wrap and unwrap its own keys with it. */
export const KEY_USER_ROLE = 'Key Vault Crypto Service Encryption User';
/** The size that every service accepts. */
const KEY_BITS = 2048;

/** Kinds of use that need a key: a vault encrypts its secrets itself. */
export const KEY_KINDS = neutral.KEY_KINDS.filter((kind) => kind !== 'secrets');

/** Arguments of every key of a stack. */
export const rotatedKey = (
  { region, rotationDays, deletionProtection }: Omit<neutral.EncryptionKeyProps, 'kind'>,
  { foundation }: { foundation: Foundation },
) => ({
  keyVaultId: foundation.keyVault(region).vaultId,
  keyType: 'RSA',
  keySize: KEY_BITS,
  keyOpts: ['decrypt', 'encrypt', 'unwrapKey', 'wrapKey'],
  // No expiry, because data under an expired key is unreadable. Old versions stay, for the data that they encrypted.
  rotationPolicy: { automatic: { timeAfterCreation: `P${rotationDays}D` } },
  dependsOn: [...foundation.vaultsReady, ...foundation.keyVault(region).ready],
  // A key that is retired goes after everything has been told to do without it.
  lifecycle: { preventDestroy: deletionProtection, createBeforeDestroy: true },
});

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KeyVaultKey;
  private newest: DataAzurermKeyVaultKey | undefined;

  constructor(scope: Construct, id: string, props: neutral.EncryptionKeyProps, deps: { foundation: Foundation }) {
    super(scope, id, props);
    this.key = this.createMain('key', KeyVaultKey, {
      name: this.name(names.key, props.kind),
      ...rotatedKey(props, deps),
      tags: { Purpose: this.description },
    });
  }

  /** Without a version: services that accept it follow the key's rotation. */
  get keyId(): string {
    return this.key.versionlessId;
  }

  /**
   * With the newest version, after each rotation with the next run. The resource keeps the version that it was created
   * with, and its data source reads the newest one.
   */
  get versionedKeyId(): string {
    this.newest ??= this.create('newest', DataAzurermKeyVaultKey, {
      // From the id, which is unknown until the key is there, so that Terraform reads after it is created.
      name: Fn.element(Fn.split('/keys/', this.key.versionlessId), 1) as string,
      keyVaultId: this.key.keyVaultId,
    });
    return this.newest.id;
  }

  /** The id on which roles are granted. */
  get resourceId(): string {
    return this.key.resourceVersionlessId;
  }
}

/** The identity as which a service uses keys, with the key that it encrypts with. */
export interface KeyAccess {
  /** The key that encrypts; undefined for Azure's own. */
  readonly key: Pick<EncryptionKey, 'keyId' | 'versionedKeyId'> | undefined;
  /** The environment's key, with which the service may have encrypted before; undefined if it is retired. */
  readonly own: EncryptionKey | undefined;
  /** Resource id of the identity that may use the key: the service must run as it, also without a key. */
  readonly identityId: string;
  /**
   * Ids on which roles are granted, of all keys that the service uses. The environment's key is among them whatever the
   * setting is: what used to be encrypted with it needs the right to let go of it.
   */
  readonly resourceIds: Readonly<Record<string, string>>;
  /** Resources that must exist before the service uses the key, and as long as something is encrypted with it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class Keys extends neutral.Keys<EncryptionKey> {
  readonly keys: ReadonlyMap<string, EncryptionKey>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.KeysProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.keys = neutral.createKeys(
      props,
      deps.foundation.target,
      (key, place) => new EncryptionKey(this, key, { ...props, ...place }, this.deps),
      KEY_KINDS,
    );
  }

  /** The key that a construct asks for, and an identity of the construct that may use it. */
  for(owner: Component, request: neutral.KeyRequest): KeyAccess {
    const chosen = neutral.decideKey(owner, request, 'azurerm', this.props);
    const id = request.region === 'primary' ? 'key' : 'secondary-key';
    const own = this.of(request);
    const existing = typeof chosen === 'object' ? new ExistingKey(owner, id, { keyId: chosen.existing }) : undefined;
    const resourceIds = {
      ...(own && { key: own.resourceId }),
      ...(existing && { existing: existing.resourceId }),
    };
    const user = this.createUser(owner, `${id}-user`, request.region, resourceIds);
    return {
      key: chosen === 'cloud' ? undefined : (existing ?? own),
      own,
      identityId: user.identityId,
      resourceIds,
      dependsOn: user.ready,
    };
  }

  private createUser(
    owner: Component,
    id: string,
    region: RegionRole,
    resourceIds: Readonly<Record<string, string>>,
  ): Identity {
    const purpose = [...owner.node.path.split('/').slice(1), id.replace(/-user$/, '')].join('-');
    const roles = mapValues(resourceIds, (_, scope) => ({ role: KEY_USER_ROLE, scope, outlivesUse: true }));
    return new Identity(owner, id, { purpose, region, roles }, this.deps);
  }
}
