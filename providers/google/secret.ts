/** Secret on Google: a Secret Manager secret, written by a write-only argument and read back by an ephemeral resource. */
import { SecretManagerSecret } from '@cdktf/provider-google/lib/secret-manager-secret';
import { SecretManagerSecretVersion } from '@cdktf/provider-google/lib/secret-manager-secret-version';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { Fn, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { jsonencode } from '../../constructs/component';
import { Ephemeral } from '../../constructs/ephemeral';
import * as neutral from '../../constructs/secret';
import type { Foundation } from './foundation';
import { names } from './names';

export interface SecretPlace {
  readonly foundation: Foundation;
  readonly key: string | undefined;
  /** What must exist before the key is used, and before there is anything to keep secret. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
  /** Addresses whose changes have the secret written again: of a password that the cloud made. @default - none */
  readonly renewedBy?: readonly string[];
}

export class Secret extends neutral.Secret {
  readonly secret: SecretManagerSecret;
  readonly version: SecretManagerSecretVersion;
  readonly revision: number;
  readonly password: string;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretProps,
    private readonly on: SecretPlace,
  ) {
    super(scope, id, props);
    this.revision =
      props.rotationDays === undefined ? 1 : this.add('rotation', Rotating, { rotationDays: props.rotationDays }).unix;
    this.secret = this.createSecret();
    const password =
      props.password ?? new Ephemeral(this, 'generated', 'random_password', neutral.PASSWORD).get('result');
    this.version = this.createVersion(password);
    // One that the cloud made is with the cloud.
    this.password = props.password ?? this.readBack();
  }

  get reference(): string {
    return this.secret.id;
  }

  private createSecret(): SecretManagerSecret {
    const { foundation, key, dependsOn = [] } = this.on;
    return this.main('secret', SecretManagerSecret, {
      secretId: this.name(names.secret, ...this.node.path.split('/').slice(1)),
      annotations: { purpose: `Credentials of ${this.props.purpose}` },
      // In the environment's own region, not wherever Google likes: a key of that region can encrypt it.
      replication: {
        userManaged: {
          replicas: [
            {
              location: foundation.target.region,
              ...(key !== undefined && { customerManagedEncryption: { kmsKeyName: key } }),
            },
          ],
        },
      },
      // A version that Terraform destroys can be brought back for as long as a key can.
      versionDestroyTtl: `${foundation.props.keys.deletionWindowDays * 86_400}s`,
      deletionProtection: false,
      dependsOn: [...foundation.dependsOn, ...dependsOn],
    });
  }

  private createVersion(password: string): SecretManagerSecretVersion {
    return this.add('version', SecretManagerSecretVersion, {
      secret: this.secret.id,
      secretDataWo: jsonencode({ username: this.props.username, password }),
      secretDataWoVersion: this.revision,
      enabled: true,
      deletionPolicy: 'DELETE',
      // The old password stays readable until whoever uses it has the new one.
      lifecycle: {
        createBeforeDestroy: true,
        ...(this.on.renewedBy && { replaceTriggeredBy: [...this.on.renewedBy] }),
      },
    });
  }

  /** What the store holds once the version is written, not what was generated in this run. */
  private readBack(): string {
    // By way of the version's name, which is not known while a version is to be written: Terraform reads after it, then.
    const secret = Fn.element(Fn.split('/versions/', this.version.name), 0) as string;
    const stored = new Ephemeral(this, 'stored', 'google_secret_manager_secret_version', { secret });
    return neutral.passwordIn(stored.get('secret_data'));
  }
}
