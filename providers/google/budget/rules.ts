/** Rules of budgets on Google: the account in which they are made, and what list prices say. */
import type { BudgetProps } from '../../../constructs/budget';
import { listPriceWarning } from '../../../constructs/budget/list-price';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { listPrices } from './list-prices';

type Rules = RuleTable<BudgetProps, CloudRuleContext<GoogleTarget>>;

export const rules: Rules = [
  {
    code: 'billing-account',
    property: '',
    check: (_, { target }) =>
      target.billingAccount === undefined &&
      'requires targets.google.billingAccount, because budgets are kept in the account that pays: `gcloud billing projects describe <project>` shows its id',
  },
];

export const warnings: Rules = [listPriceWarning(listPrices)];
