/**
 * SecretStore on Azure: the environment's secrets and connections, in the vault that holds the credentials of
 * databases.
 */
import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import type { Construct } from 'constructs';

import { revisionOf } from '../../../constructs/secret/contract';
import * as neutral from '../../../constructs/secret-store';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { jsonencode } from '../../../core/cdktf/escape';
import { chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import type { Foundation } from '../foundation/foundation';
import { Secret } from '../secret/secret';
import { names } from '../shared/names';

export const secretPath: neutral.SecretPath = {
  app: (id: string) => ['secrets', id],
  connection: (id: string) => [id, 'connection'],
  credentials: (id: string) => [id, 'credentials'],
  user: (id: string, user: string) => [id, 'users', user],
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
    this.decide(
      'encryption key',
      '',
      chosen("Key Vault's own", 'a vault encrypts its secrets itself, by no other key'),
    );
    this.secrets = this.createSecrets();
    this.connections = mapValues(props.connections, (name, connection) => this.createConnection(name, connection));
  }

  secret(id: string): StoredSecret {
    return present(this.secrets[id], `secrets.${id}`).stored;
  }

  connection(id: string): StoredSecret {
    return { reference: present(this.connections[id], `connection of ${id}`).resourceVersionlessId };
  }

  /** URLs, as for every other secret: only grants of roles take resource ids. */
  override outputs() {
    return Object.fromEntries(
      Object.entries(this.secrets).map(([id, { reference }]) => [id.replaceAll('-', '_'), reference]),
    );
  }

  private createSecrets(): Readonly<Record<string, Secret>> {
    return mapValues(
      this.props.secrets,
      (id, props) => new Secret(this, id, neutral.secretPropsOf(id, props), this.deps),
    );
  }

  /**
   * Although a connection is not confidential, it is written by a write-only argument, as all secrets are. The
   * argument's version is derived from the text, so that a changed host is written in the same run.
   */
  private createConnection(id: string, connection: neutral.Connection): KeyVaultSecret {
    const { foundation } = this.deps;
    const text = jsonencode({ ...connection });
    return this.createAs('connection', `${id}-connection`, KeyVaultSecret, {
      name: this.name(names.secret, ...secretPath.connection(id)),
      keyVaultId: foundation.secretVault.vaultId,
      valueWo: text,
      valueWoVersion: revisionOf(text),
      contentType: 'application/json',
      tags: { Purpose: `Where "${id}" is to be found` },
      dependsOn: [...foundation.vaultsReady, ...foundation.secretVault.ready],
    });
  }
}
