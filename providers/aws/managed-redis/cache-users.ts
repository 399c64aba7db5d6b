/**
 * Who may use an ElastiCache store.
 *
 * With a password: neither `aws_elasticache_user` nor the group's `auth_token` takes a password that Terraform does not
 * write into its state. So AWS keeps it to itself. Secrets Manager makes it up, and CloudFormation, which resolves
 * references to Secrets Manager where it uses them, hands it to ElastiCache; what Terraform sees of either is a
 * template with a reference. The reference names the secret's version: another password is another reference, and an
 * apply that failed between the two is caught up with by the next.
 *
 * With identities: one user that IAM vouches for, and no password. A role needs `elasticache:Connect` on the store and
 * it.
 */
import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack';
import { DataAwsSecretsmanagerSecretVersions } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { ref, Token, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { names } from '../shared/names';
import { generated, secretTemplate } from '../secret-store/secret-template';

export interface CacheUsersProps {
  /** What it opens, for descriptions. */
  readonly purpose: string;
  readonly authentication: 'token' | 'identity';
  readonly engine: 'redis' | 'valkey';
  readonly rotationDays: number | undefined;
  readonly keyArn: string | undefined;
}

/** Every key, every channel, every command. */
const EVERYTHING = 'on ~* &* +@all';
/** The name that clients send, or leave out, who know a password and no user. */
const DEFAULT_USER = 'default';

interface Members {
  readonly ids: readonly string[];
  readonly after: readonly ITerraformDependable[];
}

export class CacheUsers extends Component<CacheUsersProps> {
  readonly group: ElasticacheUserGroup;
  /** The secret as it stands; absent with identities. */
  readonly credentials: DataAwsSecretsmanagerSecretVersions | undefined;
  /** Name of the user that identities connect as; absent with a password. */
  readonly identity: string | undefined;

  constructor(scope: Construct, id: string, props: CacheUsersProps) {
    super(scope, id, props);
    this.credentials = props.authentication === 'token' ? this.createCredentials() : undefined;
    this.identity = this.credentials ? undefined : this.userName('app');
    this.group = this.createGroup(this.credentials ? this.withPassword(this.credentials) : this.withIdentity());
  }

  /** Reference to the password; absent with identities. */
  get secret(): string | undefined {
    return this.credentials?.arn;
  }

  get groupId(): string {
    return this.group.userGroupId;
  }

  private get store(): string {
    return this.node.scope!.node.id;
  }

  private userName(role: string): string {
    return this.name(names.cacheUser, this.store, role);
  }

  private createStack(id: string, part: string, Description: string, Resources: object): CloudformationStack {
    const name = this.name(names.cloudformationStack, this.store, part);
    return this.create(id, CloudformationStack, {
      name,
      templateBody: jsonencode({ AWSTemplateFormatVersion: '2010-09-09', Description, Resources }),
    });
  }

  private createCredentials(): DataAwsSecretsmanagerSecretVersions {
    const { purpose, rotationDays, keyArn } = this.props;
    const secretId = this.name(names.secret, this.store, 'credentials');
    // Secrets Manager makes up another password whenever what it is told of the last one changes.
    const revision = rotationDays !== undefined && { revision: this.create('rotation', Rotating, { rotationDays }).id };
    const description = `Credentials of ${purpose}`;
    const stack = this.createStack('credentialsStack', 'credentials', description, {
      Credentials: secretTemplate({ name: secretId, description, keyArn, content: generated(DEFAULT_USER, revision) }),
    });
    return this.create('credentials', DataAwsSecretsmanagerSecretVersions, { secretId, dependsOn: [stack] });
  }

  private withPassword({ arn, terraformResourceType, friendlyUniqueId }: DataAwsSecretsmanagerSecretVersions): Members {
    const versions = `data.${terraformResourceType}.${friendlyUniqueId}.versions`;
    const current = `[for v in ${versions} : v.version_id if contains(v.version_stages, "AWSCURRENT")]`;
    const versionId = Token.asString(ref(`coalescelist(${current}, ${versions}[*].version_id)[0]`, this.stack));
    const userId = this.userName(DEFAULT_USER);
    const stack = this.createStack(
      'userStack',
      'user',
      `User of ${this.props.purpose}, whose password comes from Secrets Manager`,
      {
        User: {
          Type: 'AWS::ElastiCache::User',
          Properties: {
            Engine: this.props.engine,
            UserId: userId,
            UserName: DEFAULT_USER,
            AccessString: EVERYTHING,
            AuthenticationMode: {
              Type: 'password',
              Passwords: [`{{resolve:secretsmanager:${arn}:SecretString:password::${versionId}}}`],
            },
          },
        },
      },
    );
    return { ids: [userId], after: [stack] };
  }

  private withIdentity(): Members {
    const { engine } = this.props;
    const name = this.identity!;
    const user = this.create('identityUser', ElasticacheUser, {
      engine,
      // IAM wants the two alike.
      userId: name,
      userName: name,
      accessString: EVERYTHING,
      authenticationMode: { type: 'iam' },
    });
    return { ids: [user.userId, ...(engine === 'redis' ? [this.createClosedUser()] : [])], after: [] };
  }

  /**
   * Groups of the engine redis must hold a default user: one that is off. Valkey needs none, and refuses one without a
   * password.
   */
  private createClosedUser(): string {
    return this.create('closedUser', ElasticacheUser, {
      engine: 'redis',
      userId: this.userName('closed'),
      userName: DEFAULT_USER,
      accessString: 'off -@all',
      authenticationMode: { type: 'no-password-required' },
    }).userId;
  }

  private createGroup({ ids, after }: Members): ElasticacheUserGroup {
    return this.createAs('userGroup', 'group', ElasticacheUserGroup, {
      engine: this.props.engine,
      userGroupId: this.name(names.cacheUserGroup, this.store),
      userIds: [...ids],
      ...(after.length > 0 && { dependsOn: [...after] }),
    });
  }
}
