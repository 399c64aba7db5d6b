/**
 * A user of an ElastiCache store with a password, in a secret of its own.
 *
 * Terraform would write the password to its state, for `aws_elasticache_user` as for the replication group's
 * `auth_token`. So the password never leaves AWS: Secrets Manager generates it, and CloudFormation, which resolves
 * references to Secrets Manager, hands it to ElastiCache. Terraform sees only templates with a reference. The reference
 * names the secret's version, so that a new password changes the template of the user; if an apply fails between the
 * two, the next one catches up.
 */
import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack';
import { DataAwsSecretsmanagerSecretVersions } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { generated, secretTemplate } from '../secret-store/secret-template';
import { names } from '../shared/names';

export interface PasswordUserProps {
  /** The store's name in the environment. */
  readonly store: string;
  /** What it is for, for descriptions. */
  readonly purpose: string;
  readonly engine: 'redis' | 'valkey';
  /** Its name in the store. */
  readonly username: string;
  readonly accessString: string;
  /** Parts of its secret's name. */
  readonly secret: readonly string[];
  /** What tells its stacks from those of the store's other users. */
  readonly suffix: readonly string[];
  readonly rotationDays: number | undefined;
  readonly keyArn: string | undefined;
}

export class PasswordUser extends Component<PasswordUserProps> {
  readonly userId: string;
  /** The versions of the secret that holds the password. */
  readonly credentials: DataAwsSecretsmanagerSecretVersions;
  /** The stack that creates the user. */
  readonly created: CloudformationStack;

  constructor(scope: Construct, id: string, props: PasswordUserProps) {
    super(scope, id, props);
    this.userId = this.name(names.cacheUser, props.store, props.username);
    this.credentials = this.createCredentials();
    this.created = this.createUser();
  }

  private createCredentials(): DataAwsSecretsmanagerSecretVersions {
    const { purpose, username, secret, rotationDays, keyArn } = this.props;
    const secretId = this.name(names.secret, ...secret);
    // Secrets Manager generates another password whenever the template that it generates from changes.
    const revision = rotationDays !== undefined && { revision: this.create('rotation', Rotating, { rotationDays }).id };
    const description = `Credentials of ${purpose}`;
    const stack = this.createStack('credentialsStack', 'credentials', description, {
      Credentials: secretTemplate({ name: secretId, description, keyArn, content: generated(username, revision) }),
    });
    return this.create('credentials', DataAwsSecretsmanagerSecretVersions, { secretId, dependsOn: [stack] });
  }

  private createUser(): CloudformationStack {
    const { purpose, engine, username, accessString } = this.props;
    const description = `User of ${purpose}, whose password comes from Secrets Manager`;
    return this.createStack('userStack', 'user', description, {
      User: {
        Type: 'AWS::ElastiCache::User',
        Properties: {
          Engine: engine,
          UserId: this.userId,
          UserName: username,
          AccessString: accessString,
          AuthenticationMode: {
            Type: 'password',
            Passwords: this.passwords(),
          },
        },
      },
    });
  }

  /**
   * References to the password and to the one before, which stays valid until the next one, so that everybody has time to learn
   * of a new one: a user may have two. While Secrets Manager marks no version as current, any is taken.
   */
  private passwords(): string[] {
    const address = addressOf(this.credentials);
    const versions = `${address}.versions`;
    const marked = (stage: string) => `[for v in ${versions} : v.version_id if contains(v.version_stages, "${stage}")]`;
    const current = `slice(coalescelist(${marked('AWSCURRENT')}, ${versions}[*].version_id), 0, 1)`;
    const reference = `format("{{resolve:secretsmanager:%s:SecretString:password::%s}}", ${address}.arn, id)`;
    const references = `[for id in concat(${current}, ${marked('AWSPREVIOUS')}) : ${reference}]`;
    return Token.asList(ref(references, this.stack));
  }

  private createStack(key: string, part: string, Description: string, Resources: object): CloudformationStack {
    const { store, suffix } = this.props;
    return this.create(key, CloudformationStack, {
      name: this.name(names.cloudformationStack, store, part, ...suffix),
      templateBody: jsonencode({ AWSTemplateFormatVersion: '2010-09-09', Description, Resources }),
      lifecycle: USERS_FIRST,
    });
  }
}
