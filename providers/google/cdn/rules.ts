/** Rules of Cdns on Google: what they take from the project's compliance. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<GoogleTarget>>;

export const rules: Rules = [];

export const warnings: Rules = [
  {
    code: 'public-in-project',
    property: 'origin.bucket',
    check: (_, { environment: { account } }) =>
      account?.compliance !== undefined &&
      'is a bucket that anybody may read, so that account.compliance cannot forbid such buckets in the project: it leaves out storage.publicAccessPrevention, and every other bucket that is made here forbids it itself',
    standsOn: () => ['account.compliance'],
  },
];
