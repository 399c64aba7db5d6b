/** Rules of Cdns on AWS: who has the key of their buckets, and how long CloudFront waits for the gateway. */
import { type CdnProps, isOfBucket, isOfGateway } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<AwsTarget>>;

/** Seconds between two parts of an answer: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const MAX_WAIT = 120;

export const rules: Rules = [
  {
    code: 'balancer-waits-longer',
    property: 'origin.loadBalancer',
    check: (props, { environment: { loadBalancer } }) =>
      isOfGateway(props) &&
      loadBalancer !== undefined &&
      loadBalancer.idleSeconds > MAX_WAIT &&
      `takes a loadBalancer.idleSeconds of at most ${MAX_WAIT}, for which CloudFront waits, got ${loadBalancer.idleSeconds}: lower it, or serve such hosts without a Cdn`,
    standsOn: () => ['loadBalancer'],
  },
];

export const warnings: Rules = [
  {
    code: 'key-of-others',
    property: 'origin.bucket',
    check: (props, { environment: { objectStores }, target }) => {
      const key = isOfBucket(props) ? objectStores[props.origin.bucket]?.encryptionKey : undefined;
      return (
        typeof key === 'object' &&
        `is encrypted with a key that the environment does not make: its policy must let cloudfront.amazonaws.com call kms:Decrypt for distributions of ${target.account}, or every answer is 403`
      );
    },
    standsOn: (props) => (isOfBucket(props) ? [`objectStores.${props.origin.bucket}`] : []),
  },
];
