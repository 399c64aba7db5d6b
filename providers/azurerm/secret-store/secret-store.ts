/** SecretStore on Azure: secrets in the environment's vault, beside those that databases and caches keep there. */
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { jsonencode } from '../../../core/cdktf/escape';
import { mapValues } from '../../../core/each';
import { revisionOf } from '../../../constructs/secret/contract';
import * as neutral from '../../../constructs/secret-store';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { Secret } from '../secret/secret';

export const secretPath: neutral.SecretPath = {
  app: (id: string) => ['secrets', id],
  connection: (id: string) => [id, 'connection'],
  credentials: (id: string) => [id, 'credentials'],
};

export class SecretStore extends neutral.SecretStore {
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly connections: Readonly<Record<string, KeyVaultSecret>>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretStoreProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.secrets = mapValues(props.secrets, (name, secret) => this.createSecret(name, secret));
    this.connections = mapValues(props.connections, (name, connection) => this.createConnection(name, connection));
  }

  secret(id: string): StoredSecret {
    return this.secrets[id]!.stored;
  }

  connection(id: string): StoredSecret {
    return { reference: this.connections[id]!.resourceVersionlessId };
  }

  /** URLs, as of every other secret: roles alone want the other id. */
  override outputs() {
    return Object.fromEntries(
      Object.entries(this.secrets).map(([id, { reference }]) => [id.replaceAll('-', '_'), reference]),
    );
  }

  private createSecret(id: string, { description = id, username = id, rotationDays }: neutral.AppSecretProps): Secret {
    return new Secret(this, id, { purpose: description, username, rotationDays }, { ...this.deps, key: undefined });
  }

  /** No secret, and yet in no state: its version follows what it says, so that another host is written at once. */
  private createConnection(id: string, connection: neutral.Connection): KeyVaultSecret {
    const vault = this.deps.foundation.vault();
    const text = jsonencode({ ...connection });
    return this.createAs('connection', `${id}-connection`, KeyVaultSecret, {
      name: this.name(names.secret, ...secretPath.connection(id)),
      keyVaultId: vault.vaultId,
      valueWo: text,
      valueWoVersion: revisionOf(text),
      contentType: 'application/json',
      tags: { Purpose: `Where "${id}" is to be found` },
      dependsOn: [...vault.ready],
    });
  }
}
