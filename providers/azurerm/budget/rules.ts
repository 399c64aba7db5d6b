/** Rules of budgets on Azure: what list prices say. */
import type { BudgetProps } from '../../../constructs/budget';
import { listPriceWarning } from '../../../constructs/budget/list-price';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { listPrices } from './list-prices';

type Rules = RuleTable<BudgetProps, CloudRuleContext<AzurermTarget>>;

export const rules: Rules = [];

export const warnings: Rules = [listPriceWarning(listPrices)];
