/** Rules of budgets on AWS: by which tags costs are told apart, and what list prices say. */
import type { BudgetProps } from '../../../constructs/budget';
import { listPriceWarning } from '../../../constructs/budget/list-price';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { listPrices } from './list-prices';

type Rules = RuleTable<BudgetProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [];

export const warnings: Rules = [
  listPriceWarning(listPrices),
  {
    code: 'cost-tags',
    property: '',
    check: (_, { environment }) =>
      environment.account?.costTags !== true &&
      'counts what has the tags Project and Environment, which the paying account must have activated, and nothing until then: set account.costTags: true in the environment that has account, or activate them in the account that pays',
    standsOn: () => ['account'],
  },
];
