/** SecretStore on Google: Secret Manager secrets for the environment's secrets and for connections, under one key. */
import { Construct } from 'constructs';

import * as neutral from '../../../constructs/secret-store';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { present } from '../../../core/invariant';
import { mapValues } from '../../../core/records';
import type { Keys } from '../encryption-key/encryption-key';
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
  user: (id: string, user: string) => [id, 'users', user],
};

export class SecretStore extends neutral.SecretStore {
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly connections: Readonly<Record<string, ConnectionSecret>>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretStoreProps,
    private readonly deps: { foundation: Foundation; keys: Keys },
  ) {
    super(scope, id, props);
    const storage = this.storage();
    this.secrets = this.createSecrets(storage);
    this.connections = this.createConnections(storage);
  }

  secret(id: string): StoredSecret {
    return { reference: present(this.secrets[id], `secrets.${id}`).reference };
  }

  connection(id: string): StoredSecret {
    return { reference: present(this.connections[id], `connection of ${id}`).reference };
  }

  private storage(): StoredSecretDeps {
    const { foundation, keys } = this.deps;
    const agents = ['gcp-sa-secretmanager'] as const;
    const { keyId, dependsOn } = keys.for(this, { kind: 'secrets', setting: 'own', region: 'primary', agents });
    return { foundation, key: keyId, dependsOn };
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
