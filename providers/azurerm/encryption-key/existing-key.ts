/**
 * An existing key, by its versionless id. The id does not say in which resource group the vault is, but the right to
 * use the key can only be granted there: the vault is looked up by name in the environment's subscription. It must have
 * purge protection and grant access by roles.
 */
import { DataAzurermKeyVaultKey } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault-key';
import { DataAzurermResources } from '@cdktf/provider-azurerm/lib/data-azurerm-resources';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { invariant } from '../../../core/invariant';

const KEY_ID = /^https:\/\/([A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9])\.vault\.[a-z.]+\/keys\/([A-Za-z0-9-]{1,127})$/;

export const isVersionlessKeyId = (keyId: string): boolean => KEY_ID.test(keyId);

function partsOf(keyId: string): { vault: string; key: string } {
  const [, vault, key] = KEY_ID.exec(keyId) ?? [];
  invariant(vault !== undefined && key !== undefined, `${keyId} is not a versionless key id`);
  return { vault, key };
}

export class ExistingKey extends Component<{ readonly keyId: string }> {
  /** The id on which roles are granted. */
  readonly resourceId: string;
  private readonly vaultId: string;
  private version: DataAzurermKeyVaultKey | undefined;

  constructor(scope: Construct, id: string, props: { readonly keyId: string }) {
    super(scope, id, props);
    const { vault, key } = partsOf(props.keyId);
    const { resources } = this.createAs('existingVault', 'vault', DataAzurermResources, {
      type: 'Microsoft.KeyVault/vaults',
      name: vault,
    });
    this.vaultId = resources.get(0).id;
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
