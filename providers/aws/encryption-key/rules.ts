import type { CloudRuleContext } from '../../../constructs/cloud';
import { existingKey } from '../../../constructs/encryption-key/contract';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { Rule } from '../../../core/rules/rule';
import type { EncryptionKeySetting } from '../../../core/words/encryption';

const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/;

/**
 * An existing key must be given by its ARN and lie in the region where it is used: aliases and keys of other regions
 * pass plan and fail at apply.
 */
export const keyRule = <P extends { readonly encryptionKey: EncryptionKeySetting }>(): Rule<
  P,
  CloudRuleContext<AwsTarget>
> => ({
  code: 'existing-key',
  property: 'encryptionKey.existing.aws',
  check: ({ encryptionKey }, { target: { region } }) => {
    const arn = existingKey(encryptionKey, 'aws');
    return (
      arn !== undefined &&
      KEY_ARN.exec(arn)?.[1] !== region &&
      `must be the ARN of a KMS key in ${region} (arn:aws:kms:${region}:<account>:key/<id>), got "${arn}"`
    );
  },
});
