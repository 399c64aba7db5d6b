/** What a key that others made must be on AWS, whatever it encrypts. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import { existingKey } from '../../../constructs/encryption-key/contract';
import type { Rule } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { EncryptionKeySetting } from '../../../core/words/encryption';

const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/;

/** An ARN of a key, in the region where it is used: aliases and keys elsewhere pass plan and fail at apply. */
export function keyRule<P extends { readonly encryptionKey: EncryptionKeySetting }>(): Rule<
  P,
  CloudRuleContext<AwsTarget>
> {
  return {
    code: 'existing-aws',
    property: 'encryptionKey.existing.aws',
    check: (p, { target }) => {
      const arn = existingKey(p.encryptionKey, 'aws');
      return (
        arn !== undefined &&
        KEY_ARN.exec(arn)?.[1] !== target.region &&
        `must be the ARN of a KMS key in ${target.region} (arn:aws:kms:${target.region}:<account>:key/<id>), got "${existingKey(p.encryptionKey, 'aws')}"`
      );
    },
  };
}
