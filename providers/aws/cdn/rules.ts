/** Rules of Cdns on AWS: who has the key of their buckets. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [];

export const warnings: Rules = [
  {
    code: 'key-of-others',
    property: 'origin.bucket',
    check: ({ origin: { bucket } }, { environment: { objectStores }, target }) => {
      const key = objectStores[bucket]?.encryptionKey;
      return (
        typeof key === 'object' &&
        `is encrypted with a key that the environment does not make: its policy must let cloudfront.amazonaws.com call kms:Decrypt for distributions of ${target.account}, or every answer is 403`
      );
    },
    standsOn: ({ origin: { bucket } }) => [`objectStores.${bucket}`],
  },
];
