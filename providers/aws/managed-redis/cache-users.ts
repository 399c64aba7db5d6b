/**
 * The users of an ElastiCache store, in one user group.
 *
 * With a password: Terraform would write it to its state, for `aws_elasticache_user` as for the replication group's
 * `auth_token`. So the password never leaves AWS: Secrets Manager generates it, and CloudFormation, which resolves
 * references to Secrets Manager, hands it to ElastiCache. Terraform sees only templates with a reference. The reference
 * names the secret's version, so that a new password changes the template of the user; if an apply fails between the
 * two, the next one catches up.
 *
 * With identities: one user that IAM authenticates, without a password. A role requires `elasticache:Connect` on the
 * store and on the user.
 */
import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack';
import { DataAwsSecretsmanagerSecretVersions } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { type ITerraformDependable, ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { present } from '../../../core/invariant';
import { generated, secretTemplate } from '../secret-store/secret-template';
import { USERS_FIRST } from '../shared/lifecycle';
import { names } from '../shared/names';

export interface CacheUsersProps {
  /** The store's name in the environment. */
  readonly store: string;
  /** The store, for descriptions. */
  readonly purpose: string;
  readonly authentication: 'token' | 'identity';
  readonly engine: 'redis' | 'valkey';
  readonly rotationDays: number | undefined;
  readonly keyArn: string | undefined;
}

/** Every key, every channel, every command. */
const FULL_ACCESS = 'on ~* &* +@all';
/** The user that clients mean when they send a password without a name. */
const DEFAULT_USER = 'default';

/** Parts of the name of the user that identities connect as. */
export const identityUserOf = (store: string): [string, string] => [store, 'app'];

interface GroupMembers {
  readonly userIds: string[];
  readonly dependsOn?: ITerraformDependable[];
}

export class CacheUsers extends Component<CacheUsersProps> {
  readonly group: ElasticacheUserGroup;
  /** The user that identities connect as; absent with a password. */
  readonly identityUser: ElasticacheUser | undefined;
  /** The versions of the secret that holds the password; absent with identities. */
  readonly credentials: DataAwsSecretsmanagerSecretVersions | undefined;

  constructor(scope: Construct, id: string, props: CacheUsersProps) {
    super(scope, id, props);
    this.credentials = props.authentication === 'token' ? this.createCredentials() : undefined;
    this.identityUser = this.credentials ? undefined : this.createIdentityUser();
    this.group = this.createGroup(this.createMembers());
  }

  /** Reference to the password; absent with identities. */
  get secret(): string | undefined {
    return this.credentials?.arn;
  }

  get groupId(): string {
    return this.group.userGroupId;
  }

  private userName(role: string): string {
    return this.name(names.cacheUser, this.props.store, role);
  }

  private createCredentials(): DataAwsSecretsmanagerSecretVersions {
    const { purpose, rotationDays, keyArn } = this.props;
    const secretId = this.name(names.secret, this.props.store, 'credentials');
    // Secrets Manager generates another password whenever the template that it generates from changes.
    const revision = rotationDays !== undefined && { revision: this.create('rotation', Rotating, { rotationDays }).id };
    const description = `Credentials of ${purpose}`;
    const stack = this.createStack('credentialsStack', 'credentials', description, {
      Credentials: secretTemplate({ name: secretId, description, keyArn, content: generated(DEFAULT_USER, revision) }),
    });
    return this.create('credentials', DataAwsSecretsmanagerSecretVersions, { secretId, dependsOn: [stack] });
  }

  private createPasswordUser(credentials: DataAwsSecretsmanagerSecretVersions): GroupMembers {
    const { purpose, engine } = this.props;
    const userId = this.userName(DEFAULT_USER);
    const description = `User of ${purpose}, whose password comes from Secrets Manager`;
    const stack = this.createStack('userStack', 'user', description, {
      User: {
        Type: 'AWS::ElastiCache::User',
        Properties: {
          Engine: engine,
          UserId: userId,
          UserName: DEFAULT_USER,
          AccessString: FULL_ACCESS,
          AuthenticationMode: {
            Type: 'password',
            Passwords: this.passwordsIn(credentials),
          },
        },
      },
    });
    return { userIds: [userId], dependsOn: [stack] };
  }

  /**
   * References to the password and to the one before, which stays valid until the next one, so that everybody has time to learn
   * of a new one: a user may have two. While Secrets Manager marks no version as current, any is taken.
   */
  private passwordsIn(credentials: DataAwsSecretsmanagerSecretVersions): string[] {
    const address = addressOf(credentials);
    const versions = `${address}.versions`;
    const marked = (stage: string) => `[for v in ${versions} : v.version_id if contains(v.version_stages, "${stage}")]`;
    const current = `slice(coalescelist(${marked('AWSCURRENT')}, ${versions}[*].version_id), 0, 1)`;
    const reference = `format("{{resolve:secretsmanager:%s:SecretString:password::%s}}", ${address}.arn, id)`;
    const references = `[for id in concat(${current}, ${marked('AWSPREVIOUS')}) : ${reference}]`;
    return Token.asList(ref(references, this.stack));
  }

  private createMembers(): GroupMembers {
    if (this.credentials) return this.createPasswordUser(this.credentials);
    const user = present(this.identityUser, 'user of identities').userId;
    return { userIds: [user, ...(this.props.engine === 'redis' ? [this.createDisabledUser()] : [])] };
  }

  private createIdentityUser(): ElasticacheUser {
    const name = this.name(names.cacheUser, ...identityUserOf(this.props.store));
    return this.create('identityUser', ElasticacheUser, {
      engine: this.props.engine,
      // IAM authentication requires the two to be the same.
      userId: name,
      userName: name,
      accessString: FULL_ACCESS,
      authenticationMode: { type: 'iam' },
      lifecycle: USERS_FIRST,
    });
  }

  /**
   * User groups of the engine redis require a default user, so they get a disabled one. Valkey requires none, and
   * refuses one without a password.
   */
  private createDisabledUser(): string {
    return this.create('closedUser', ElasticacheUser, {
      engine: 'redis',
      userId: this.userName('closed'),
      userName: DEFAULT_USER,
      accessString: 'off -@all',
      authenticationMode: { type: 'no-password-required' },
      lifecycle: USERS_FIRST,
    }).userId;
  }

  private createGroup(members: GroupMembers): ElasticacheUserGroup {
    return this.createAs('userGroup', 'group', ElasticacheUserGroup, {
      engine: this.props.engine,
      userGroupId: this.name(names.cacheUserGroup, this.props.store),
      ...members,
      // A store lets go of its users, and a group of its members, before they are deleted.
      lifecycle: USERS_FIRST,
    });
  }

  private createStack(key: string, part: string, Description: string, Resources: object): CloudformationStack {
    return this.create(key, CloudformationStack, {
      name: this.name(names.cloudformationStack, this.props.store, part),
      templateBody: jsonencode({ AWSTemplateFormatVersion: '2010-09-09', Description, Resources }),
      lifecycle: USERS_FIRST,
    });
  }
}
