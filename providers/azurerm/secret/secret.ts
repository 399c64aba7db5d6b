/** Secret on Azure: a Key Vault secret, written by a write-only argument and read back by an ephemeral resource. */
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/secret/contract';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export class Secret extends neutral.Secret {
  readonly secret: KeyVaultSecret;
  readonly revision: number;
  private storedValue: string | undefined;

  /** Without a key among `deps`, because a vault encrypts its secrets with a key of its own. */
  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.revision = this.createRevision();
    const password =
      props.password ?? new Ephemeral(this, 'generated', 'random_password', neutral.PASSWORD).get('result');
    this.secret = this.createSecret(password);
  }

  /** The stored password, which a later run reads back: not the one that it generates itself. */
  get password(): string {
    this.storedValue ??= this.readBack();
    return neutral.passwordIn(this.storedValue);
  }

  /** The secret's versionless URL. */
  get reference(): string {
    return this.secret.versionlessId;
  }

  /** By the resource id, on which roles are granted. */
  get stored(): StoredSecret {
    return { reference: this.secret.resourceVersionlessId };
  }

  /** What comes with the value: others who write one must give the same, or Terraform would take it back. */
  get written(): { readonly contentType: string | undefined; readonly tags: Record<string, string> } {
    const { contentTypeInput: contentType, tagsInput: tags = {} } = this.secret;
    return { contentType, tags };
  }

  private createRevision(): number {
    const { password, rotationDays } = this.props;
    // Follows a password that the cloud generates: after it is regenerated, the next run writes it to the vault.
    if (password !== undefined) return neutral.revisionOf(password);
    return rotationDays === undefined ? 1 : this.create('rotation', Rotating, { rotationDays }).unix;
  }

  private createSecret(password: string): KeyVaultSecret {
    const { username, purpose, isProtected = false } = this.props;
    const kept = neutral.kept(this.props, 'value_wo_version');
    const { foundation } = this.deps;
    return this.createMain('secret', KeyVaultSecret, {
      name: this.nameByPath(names.secret),
      keyVaultId: foundation.secretVault.vaultId,
      valueWo: jsonencode({ username, password }),
      valueWoVersion: this.revision,
      lifecycle: isProtected ? { ...kept, preventDestroy: true } : kept,
      // No expiry, because Azure would not replace the password, only stop handing it out.
      contentType: 'application/json',
      tags: { Purpose: purpose },
      dependsOn: [...foundation.vaultsReady, ...foundation.secretVault.ready],
    });
  }

  private readBack(): string {
    return new Ephemeral(this, 'stored', 'azurerm_key_vault_secret', {
      name: this.secret.name,
      key_vault_id: this.secret.keyVaultId,
      version: this.secret.version,
    }).get('value');
  }
}
