/**
 * EncryptionKey on AWS: a KMS key of one construct, rotated automatically, with a policy that names the services and
 * roles that use it.
 */
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/encryption-key';
import type { RegionRole } from '../../../constructs/environment/targets';
import type { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import type { EncryptionKeySetting } from '../../../core/words/encryption';
import type { Foundation } from '../foundation/foundation';
import { sourceAccount } from '../iam/statement';
import { names } from '../shared/names';
import { aliasOf, KEY_IDS } from './lookup';

/** Principals, in addition to the account, that use the key: `logs.us-east-1.amazonaws.com` or a role's ARN. */
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
      name: aliasOf(this.nameByPath(names.keyAlias)),
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
        // Without the account, nobody could change the policy again.
        {
          Sid: 'Account',
          Effect: 'Allow',
          Principal: { AWS: foundation.accountPrincipal },
          Action: 'kms:*',
          Resource: '*',
        },
        ...(services.length > 0 ? [usage('Services', { Service: services }, sourceAccount(foundation))] : []),
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

/** ARN of the key that a setting names; undefined for the key that AWS keeps. Creates the key for the setting `own`. */
export function keyFor(
  scope: Component,
  setting: EncryptionKeySetting,
  purpose: string,
  foundation: Foundation,
  users: Users = [],
  region: RegionRole = 'primary',
): string | undefined {
  const { keys } = foundation.props;
  const chosen = neutral.decideKey(scope, setting, { cloud: 'aws', region, keys });
  if (chosen === 'cloud') return undefined;
  if (chosen !== 'own') return chosen.existing;
  const props = { ...keys, purpose, region };
  return new EncryptionKey(scope, KEY_IDS[region], props, { foundation, users }).keyId;
}
