import type { AccountProps } from '../../../constructs/account';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

export const rules: RuleTable<AccountProps, CloudRuleContext<GoogleTarget>> = [];
