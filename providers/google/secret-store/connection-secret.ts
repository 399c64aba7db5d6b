/**
 * ConnectionSecret on Google: where a database or cache is to be found, as JSON in Secret Manager. It is no secret, and yet in
 * no state: the version of the write-only argument follows what it says, so that another host is written at once.
 */
import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { revisionOf } from '../../../constructs/secret/contract';
import type { Connection } from '../../../constructs/secret-store/contract';
import { names } from '../shared/names';
import { storedSecret, type StoredSecretDeps } from '../secret/stored-secret';

export class ConnectionSecret extends Component<Connection> {
  readonly secret: SecretManagerSecret;

  constructor(scope: Construct, id: string, props: Connection, place: StoredSecretDeps) {
    super(scope, id, props);
    const name = this.name(names.secret, ...this.node.path.split('/').slice(1));
    this.secret = this.createMain('connection', SecretManagerSecret, storedSecret(place, name, `Where "${id}" is`));
    const text = jsonencode({ ...props });
    this.createAs('connectionVersion', 'version', SecretManagerSecretVersion, {
      secret: this.secret.id,
      secretDataWo: text,
      secretDataWoVersion: revisionOf(text),
      enabled: true,
      deletionPolicy: 'DELETE',
      // There is a version at every moment.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  get reference(): string {
    return this.secret.id;
  }
}
