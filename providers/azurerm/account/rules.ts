import type { AccountProps } from '../../../constructs/account';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

export const rules: RuleTable<AccountProps, CloudRuleContext<AzurermTarget>> = [];
