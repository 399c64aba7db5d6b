/** SecretStore on Google: secrets of Secret Manager, of the environment's own and for connections, under one key. */
import { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { mapValues } from '../../../core/each';
import * as neutral from '../../../constructs/secret-store';
import { EncryptionKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { ConnectionSecret } from './connection-secret';
import type { StoredSecretDeps } from '../secret/stored-secret';
import { Secret } from '../secret/secret';

/** Where the store's secrets are among the constructs, which is also what they are called. */
const KINDS = { app: 'app', connection: 'connection' } as const;

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
    const place = this.createKey();
    this.secrets = this.createSecrets(place);
    this.connections = this.createConnections(place);
  }

  secret(id: string): StoredSecret {
    return { reference: this.secrets[id]!.reference };
  }

  connection(id: string): StoredSecret {
    return { reference: this.connections[id]!.reference };
  }

  private createKey(): StoredSecretDeps {
    const { foundation } = this.deps;
    const { key, grants } = new EncryptionKey(
      this,
      'key',
      { ...foundation.props.keys, purpose: 'secrets', region: 'primary' },
      // Secrets that go take no key with them that anything else needs.
      { foundation, users: [foundation.agent('gcp-sa-secretmanager')], keep: false },
    );
    return { foundation, key: key.id, dependsOn: grants };
  }

  private createSecrets(place: StoredSecretDeps): Readonly<Record<string, Secret>> {
    const group = new Construct(this, KINDS.app);
    return mapValues(
      this.props.secrets,
      (id, { description = id, username = id, rotationDays }) =>
        new Secret(group, id, { purpose: description, username, rotationDays }, place),
    );
  }

  private createConnections(place: StoredSecretDeps): Readonly<Record<string, ConnectionSecret>> {
    const group = new Construct(this, KINDS.connection);
    return mapValues(this.props.connections, (id, connection) => new ConnectionSecret(group, id, connection, place));
  }
}
