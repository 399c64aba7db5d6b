/** EncryptionKey on AWS: a KMS key of one construct, rotated, with a policy that names the services that use it. */
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { Construct } from 'constructs';
import { jsonencode } from '../../../core/cdktf/escape';
import * as neutral from '../../../constructs/encryption-key';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { aliasOf, KEY_IDS } from './lookup';

/** Principals, beside the account, that encrypt and decrypt: `logs.us-east-1.amazonaws.com` or a role's ARN. */
type Users = readonly string[];

export class EncryptionKey extends neutral.EncryptionKey {
  readonly key: KmsKey;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.EncryptionKeyProps,
    private readonly deps: { foundation: Foundation; users: Users },
  ) {
    super(scope, id, props);
    const region = deps.foundation.region(props.region);
    this.key = this.createMain('key', KmsKey, {
      description: `Encrypts ${props.purpose}`,
      isEnabled: true,
      enableKeyRotation: true,
      rotationPeriodInDays: props.rotationDays,
      deletionWindowInDays: props.deletionWindowDays,
      policy: this.policy(),
      region,
    });
    this.create('alias', KmsAlias, {
      name: aliasOf(this.name(names.keyAlias, ...this.node.path.split('/').slice(1))),
      targetKeyId: this.key.keyId,
      region,
    });
  }

  /** The key's ARN. */
  get keyId(): string {
    return this.key.arn;
  }

  private policy(): string {
    const { foundation, users } = this.deps;
    const services = users.filter((user) => user.endsWith('.amazonaws.com'));
    const roles = users.filter((user) => !user.endsWith('.amazonaws.com'));
    return jsonencode({
      Version: '2012-10-17',
      Statement: [
        // Without the account, nobody could ever change the policy again.
        {
          Sid: 'Account',
          Effect: 'Allow',
          Principal: { AWS: foundation.accountPrincipal },
          Action: 'kms:*',
          Resource: '*',
        },
        ...(services.length > 0
          ? [
              usage(
                'Services',
                { Service: services },
                { StringEquals: { 'aws:SourceAccount': foundation.target.account } },
              ),
            ]
          : []),
        ...(roles.length > 0
          ? [
              usage('Roles', { AWS: roles }),
              {
                Sid: 'Grants',
                Effect: 'Allow',
                Principal: { AWS: roles },
                Action: 'kms:CreateGrant',
                Resource: '*',
                Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
              },
            ]
          : []),
      ],
    });
  }
}

const usage = (Sid: string, Principal: object, Condition?: object) => ({
  Sid,
  Effect: 'Allow',
  Principal,
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
  ...(Condition && { Condition }),
});

/** The ARN that a setting stands for; undefined is AWS's own key. Makes the key where it is to be one's own. */
export function keyFor(
  scope: Construct,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  users: Users = [],
  region: 'primary' | 'secondary' = 'primary',
): string | undefined {
  if (setting === 'cloud') return undefined;
  // A key is of one region: a copy in another needs a key of its own there, whoever owns the first.
  if (setting !== 'own' && region === 'primary') return setting.existing.aws;
  return new EncryptionKey(scope, KEY_IDS[region], { ...foundation.props.keys, purpose, region }, { foundation, users })
    .keyId;
}
