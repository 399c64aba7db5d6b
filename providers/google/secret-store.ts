/** SecretStore on Google: secrets of Secret Manager, of the environment's own and for connections, under one key. */
import { Construct } from 'constructs';
import type { StoredSecret } from '../../constructs/access';
import * as neutral from '../../constructs/secret-store';
import { EncryptionKey } from './encryption-key';
import type { Foundation } from './foundation';
import { ConnectionSecret } from './parts/connection-secret';
import type { StoredSecretPlace } from './parts/stored-secret';
import { Secret } from './secret';

/** Where the store's secrets are among the constructs, which is also what they are called. */
export const KINDS = { secret: 'app', connection: 'connection' } as const;

export class SecretStore extends neutral.SecretStore {
  private readonly secrets: ReadonlyMap<string, Secret>;
  private readonly connections: ReadonlyMap<string, ConnectionSecret>;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretStoreProps,
    private readonly on: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const place = this.createKey();
    this.secrets = this.createSecrets(place);
    this.connections = this.createConnections(place);
  }

  secret(id: string): StoredSecret {
    return { reference: this.secrets.get(id)!.reference };
  }

  connection(id: string): StoredSecret {
    return { reference: this.connections.get(id)!.reference };
  }

  private createKey(): StoredSecretPlace {
    const { foundation } = this.on;
    const { key, grants } = new EncryptionKey(
      this,
      'key',
      { ...foundation.props.keys, purpose: 'secrets', region: 'primary' },
      // Secrets that go take no key with them that anything else needs.
      { foundation, users: [foundation.agent('gcp-sa-secretmanager')], keep: false },
    );
    return { foundation, key: key.id, dependsOn: grants };
  }

  private createSecrets(place: StoredSecretPlace): ReadonlyMap<string, Secret> {
    const group = new Construct(this, KINDS.secret);
    return new Map(
      Object.entries(this.props.secrets).map(([id, { description = id, username = id, rotationDays }]) => [
        id,
        new Secret(group, id, { purpose: description, username, rotationDays }, place),
      ]),
    );
  }

  private createConnections(place: StoredSecretPlace): ReadonlyMap<string, ConnectionSecret> {
    const group = new Construct(this, KINDS.connection);
    return new Map(
      Object.entries(this.props.connections).map(([id, connection]) => [
        id,
        new ConnectionSecret(group, id, connection, place),
      ]),
    );
  }
}
