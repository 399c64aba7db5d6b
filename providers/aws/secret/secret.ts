/**
 * Secret on AWS: a Secrets Manager secret. A write-only argument writes it and an ephemeral resource reads it back, so
 * that its value is in neither plan nor state.
 */
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/secret/contract';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import { jsonencode } from '../../../core/cdktf/escape';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

export class Secret extends neutral.Secret {
  readonly secret: SecretsmanagerSecret;
  readonly version: SecretsmanagerSecretVersion;
  readonly revision: number;
  private storedPassword: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretProps,
    deps: { foundation: Foundation; key: string | undefined },
  ) {
    super(scope, id, props);
    this.revision =
      props.rotationDays === undefined
        ? 1
        : this.create('rotation', Rotating, { rotationDays: props.rotationDays }).unix;
    this.secret = this.createMain('secret', SecretsmanagerSecret, {
      name: this.nameByPath(names.secret),
      description: `Credentials of ${props.purpose}`,
      kmsKeyId: deps.key,
      recoveryWindowInDays: deps.foundation.props.keys.deletionWindowDays,
    });
    const password =
      props.password ?? new Ephemeral(this, 'generated', 'random_password', neutral.PASSWORD).get('result');
    this.version = this.create('version', SecretsmanagerSecretVersion, {
      secretId: this.secret.id,
      secretStringWo: jsonencode({ username: props.username, password }),
      secretStringWoVersion: this.revision,
      lifecycle: neutral.kept(props, 'secret_string_wo_version'),
    });
  }

  /** Read from Secrets Manager only if it is used. */
  get password(): string {
    return (this.storedPassword ??= this.readBack());
  }

  get reference(): string {
    return this.secret.arn;
  }

  /**
   * The stored value, because each run generates another one and stores it only with a new revision. Of a password that the cloud
   * replaces, the newest: by an id that is unknown until Terraform's own version is written, so that Terraform reads after it.
   */
  private readBack(): string {
    const newest = { secret_id: Fn.element(Fn.split('|', this.version.id), 0) as string };
    const written = { secret_id: this.secret.id, version_id: this.version.versionId };
    const from = this.props.isReplacedByCloud === true ? newest : written;
    const stored = new Ephemeral(this, 'stored', 'aws_secretsmanager_secret_version', from);
    return neutral.passwordIn(stored.get('secret_string'));
  }
}
