/**
 * SecretStore on AWS: secrets in Secrets Manager under one key, created by CloudFormation: see `secret-template.ts`.
 * Connections are deleted with their database or cache. Values that people entered stay when their stack is deleted, as
 * long as the key exists.
 */
import { CloudformationStack } from '@cdktf/provider-aws/lib/cloudformation-stack';
import { Rotating } from '@cdktf/provider-time/lib/rotating';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/secret-store';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { jsonencode } from '../../../core/cdktf/escape';
import { compact } from '../../../core/records';
import type { Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { arnOf } from '../iam/statement';
import { names } from '../shared/names';
import { generated, secretTemplate, type SecretTemplateProps } from './secret-template';

export const secretPath: neutral.SecretPath = {
  app: (id: string) => [id],
  connection: (id: string) => [id, 'connection'],
  credentials: (id: string) => [id, 'credentials'],
  user: (id: string, user: string) => [id, 'users', user],
};

export class SecretStore extends neutral.SecretStore {
  /** Key that encrypts every secret of the store. */
  readonly keyArn: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.SecretStoreProps,
    private readonly deps: { foundation: Foundation; keys: Keys },
  ) {
    super(scope, id, props);
    this.keyArn = deps.keys.for(this, { kind: 'secrets', setting: 'own', region: 'primary' }).keyArn;
    for (const [name, secret] of Object.entries(props.secrets)) this.createSecret(name, secret);
    for (const [name, connection] of Object.entries(props.connections)) this.createConnection(name, connection);
  }

  secret(id: string): StoredSecret {
    return this.stored(secretPath.app(id));
  }

  connection(id: string): StoredSecret {
    return this.stored(secretPath.connection(id));
  }

  /** Names, which people pass to the command that enters a secret's value. */
  override outputs() {
    return Object.fromEntries(
      Object.keys(this.props.secrets).map((id) => [
        id.replaceAll('-', '_'),
        this.name(names.secret, ...secretPath.app(id)),
      ]),
    );
  }

  /** Known before the secret exists, so that rights to it can be planned; AWS generates the last six characters. */
  private stored(path: readonly string[]): StoredSecret {
    const name = this.name(names.secret, ...path);
    return {
      reference: arnOf(this.deps.foundation, 'secretsmanager', `secret:${name}-??????`),
      encryptionKeys: compact([this.keyArn]),
    };
  }

  private createSecret(id: string, props: neutral.AppSecretProps): void {
    const { purpose: description, username, rotationDays } = neutral.secretPropsOf(id, props);
    const revision = rotationDays !== undefined && {
      revision: this.createAs('rotation', `${id}-rotation`, Rotating, { rotationDays }).id,
    };
    this.createStack(id, 'secret', secretPath.app(id), {
      description,
      content: generated(username, revision),
      retained: true,
    });
  }

  private createConnection(id: string, connection: neutral.Connection): void {
    this.createStack(id, 'connection', secretPath.connection(id), {
      description: `Where ${id} is to be found`,
      content: { SecretString: jsonencode(connection) },
    });
  }

  private createStack(
    id: string,
    kind: 'secret' | 'connection',
    path: readonly string[],
    secret: Omit<SecretTemplateProps, 'name' | 'keyArn'>,
  ): void {
    const name = this.name(names.secret, ...path);
    const templateBody = jsonencode({
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Secret ${name}`,
      Resources: { Secret: secretTemplate({ ...secret, name, keyArn: this.keyArn }) },
    });
    this.createAs(kind, `${id}-${kind}`, CloudformationStack, {
      name: this.name(names.cloudformationStack, id, kind),
      templateBody,
    });
  }
}
