/** Rules of Cdns on Google: what its project forbids. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<GoogleTarget>>;

export const rules: Rules = [
  {
    code: 'public-forbidden',
    property: 'origin.bucket',
    check: (_, { environment: { account } }) =>
      account?.compliance !== undefined &&
      'is a bucket that anybody may read, which account.compliance forbids in this project: keep the account, or the Cdn, in another environment, of another project',
    standsOn: () => ['account.compliance'],
  },
];

export const warnings: Rules = [];
