/** SecretStore on Google: Secret Manager secrets for the environment's secrets and for connections, under one key. */
import { Construct } from 'constructs';

import { decideKey } from '../../../constructs/encryption-key';
import * as neutral from '../../../constructs/secret-store';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import { EncryptionKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Secret } from '../secret/secret';
import type { StoredSecretDeps } from '../secret/stored-secret';
import { ConnectionSecret } from './connection-secret';

/** Construct ids of the two groups of secrets, which are also part of the secrets' names. */
const KINDS = { app: 'app', connection: 'connection' } as const;

/** Parts of the names of secrets, shared by the code that creates them and the code that looks them up. */
export const secretPath: neutral.SecretPath = {
  app: (id: string) => ['secrets', KINDS.app, id],
  connection: (id: string) => ['secrets', KINDS.connection, id],
  credentials: (id: string) => [id, 'credentials'],
};

export class SecretStore extends neutral.SecretStore {
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly connections: Readonly<Record<string, ConnectionSecret>>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretStoreProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const storage = this.createKey();
    this.secrets = this.createSecrets(storage);
    this.connections = this.createConnections(storage);
  }

  secret(id: string): StoredSecret {
    return { reference: present(this.secrets[id], `secrets.${id}`).reference };
  }

  connection(id: string): StoredSecret {
    return { reference: present(this.connections[id], `connection of ${id}`).reference };
  }

  private createKey(): StoredSecretDeps {
    const { foundation } = this.deps;
    decideKey(this, 'own', { cloud: 'google', region: 'primary', keys: foundation.props.keys });
    const { key, grants } = new EncryptionKey(
      this,
      'key',
      { ...foundation.props.keys, purpose: 'secrets', region: 'primary' },
      // Not protected, because the key encrypts nothing but these secrets.
      { foundation, users: [foundation.agent('gcp-sa-secretmanager')], preventDestroy: false },
    );
    return { foundation, key: key.id, dependsOn: grants };
  }

  private createSecrets(storage: StoredSecretDeps): Readonly<Record<string, Secret>> {
    const group = new Construct(this, KINDS.app);
    return mapValues(
      this.props.secrets,
      (id, props) => new Secret(group, id, neutral.secretPropsOf(id, props), storage),
    );
  }

  private createConnections(storage: StoredSecretDeps): Readonly<Record<string, ConnectionSecret>> {
    const group = new Construct(this, KINDS.connection);
    return mapValues(this.props.connections, (id, connection) => new ConnectionSecret(group, id, connection, storage));
  }
}
