/**
 * ConnectionSecret on Google: the address of a database or cache, as JSON in Secret Manager. Although it is not
 * confidential, it is written by a write-only argument, as all secrets are. The argument's version is derived from the
 * text, so that a changed host is written in the same run.
 */
import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import type { Construct } from 'constructs';

import { revisionOf } from '../../../constructs/secret/contract';
import type { Connection } from '../../../constructs/secret-store/contract';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { storedSecret, type StoredSecretDeps } from '../secret/stored-secret';
import { names } from '../shared/names';

export class ConnectionSecret extends Component<Connection> {
  readonly secret: SecretManagerSecret;

  constructor(scope: Construct, id: string, props: Connection, deps: StoredSecretDeps) {
    super(scope, id, props);
    const name = this.nameByPath(names.secret);
    this.secret = this.createMain(
      'connection',
      SecretManagerSecret,
      storedSecret(deps, name, { purpose: `Where "${id}" is` }),
    );
    const text = jsonencode({ ...props });
    this.createAs('connectionVersion', 'version', SecretManagerSecretVersion, {
      secret: this.secret.id,
      secretDataWo: text,
      secretDataWoVersion: revisionOf(text),
      enabled: true,
      deletionPolicy: 'DELETE',
      // So that pods can read a version at any time.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  get reference(): string {
    return this.secret.id;
  }
}
