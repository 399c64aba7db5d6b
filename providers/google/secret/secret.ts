/** Secret on Google: a Secret Manager secret, written by a write-only argument and read by an ephemeral resource. */
import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/secret/contract';
import { Ephemeral } from '../../../core/cdktf/ephemeral';
import { jsonencode } from '../../../core/cdktf/escape';
import { names } from '../shared/names';
import { storedSecret, type StoredSecretDeps } from './stored-secret';

export interface SecretDeps extends StoredSecretDeps {
  /** Addresses whose changes rewrite the secret: of a password that the cloud generates. @default - none */
  readonly renewedBy?: readonly string[];
}

export class Secret extends neutral.Secret {
  readonly secret: SecretManagerSecret;
  readonly version: SecretManagerSecretVersion;
  readonly revision: number;
  private storedPassword: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretProps,
    private readonly deps: SecretDeps,
  ) {
    super(scope, id, props);
    this.revision =
      props.rotationDays === undefined
        ? 1
        : this.create('rotation', Rotating, { rotationDays: props.rotationDays }).unix;
    this.secret = this.createSecret();
    const password =
      props.password ?? new Ephemeral(this, 'generated', 'random_password', neutral.PASSWORD).get('result');
    this.version = this.createVersion(password);
  }

  get reference(): string {
    return this.secret.id;
  }

  /** Read from Secret Manager only if it is used, so that a plan needs no right to see other secrets. */
  get password(): string {
    return this.props.password ?? (this.storedPassword ??= this.readBack());
  }

  private createSecret(): SecretManagerSecret {
    const { purpose, isProtected } = this.props;
    const described = { purpose: `Credentials of ${purpose}`, isProtected };
    return this.createMain(
      'secret',
      SecretManagerSecret,
      storedSecret(this.deps, this.nameByPath(names.secret), described),
    );
  }

  private createVersion(password: string): SecretManagerSecretVersion {
    return this.create('version', SecretManagerSecretVersion, {
      secret: this.secret.id,
      secretDataWo: jsonencode({ username: this.props.username, password }),
      secretDataWoVersion: this.revision,
      enabled: true,
      deletionPolicy: 'DELETE',
      // The old password stays readable until its users have the new one.
      lifecycle: {
        createBeforeDestroy: true,
        replaceTriggeredBy: this.deps.renewedBy && [...this.deps.renewedBy],
        ...neutral.kept(this.props, 'secret_data_wo_version'),
      },
    });
  }

  /** Reads what Secret Manager holds once the version is written, which is not what this run generated. */
  private readBack(): string {
    // Refers to the version's name, which is unknown until the version is written, so that Terraform reads after it.
    const secret = Fn.element(Fn.split('/versions/', this.version.name), 0) as string;
    const stored = new Ephemeral(this, 'stored', 'google_secret_manager_secret_version', { secret });
    return neutral.passwordIn(stored.get('secret_data'));
  }
}
