/** Secret on Azure: a secret in the environment's vault, written by a write-only argument and read back by an ephemeral one. */
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { jsonencode } from '../../../core/cdktf/escape';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import * as neutral from '../../../constructs/secret/contract';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export class Secret extends neutral.Secret {
  readonly secret: KeyVaultSecret;
  readonly revision: number;
  private held: string | undefined;

  /** A vault encrypts its secrets with a key of its own: `key` is for clouds that let one choose. */
  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretProps,
    deps: { foundation: Foundation; key: string | undefined },
  ) {
    super(scope, id, props);
    this.revision = this.createRevision();
    const password =
      props.password ?? new Ephemeral(this, 'generated', 'random_password', neutral.PASSWORD).get('result');
    const vault = deps.foundation.vault();
    this.secret = this.createMain('secret', KeyVaultSecret, {
      name: this.nameByPath(names.secret),
      keyVaultId: vault.vaultId,
      valueWo: jsonencode({ username: props.username, password }),
      valueWoVersion: this.revision,
      // No expiry: Azure would not replace the password, only stop telling it.
      contentType: 'application/json',
      tags: { Purpose: props.purpose },
      dependsOn: [...vault.ready],
    });
  }

  /** What the store holds once the secret is written, not what was generated in this run. */
  get password(): string {
    this.held ??= new Ephemeral(this, 'stored', 'azurerm_key_vault_secret', {
      name: this.secret.name,
      key_vault_id: this.secret.keyVaultId,
      version: this.secret.version,
    }).get('value');
    return neutral.passwordIn(this.held);
  }

  /** The secret's versionless URL. */
  get reference(): string {
    return this.secret.versionlessId;
  }

  /** By the id that roles are given on. */
  get stored(): StoredSecret {
    return { reference: this.secret.resourceVersionlessId };
  }

  private createRevision(): number {
    const { password, rotationDays } = this.props;
    // Follows a password that the cloud made: when that is made anew, the store learns of it with the next run.
    if (password !== undefined) return neutral.revisionOf(password);
    return rotationDays === undefined ? 1 : this.create('rotation', Rotating, { rotationDays }).unix;
  }
}
