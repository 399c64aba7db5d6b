/** What a secret cannot be on Google: nothing that the schema lets through. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { RuleTable } from '../../../core/rules/rule';
import type { AppSecretProps } from '../../../constructs/secret-store/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';

type Rules = RuleTable<AppSecretProps, CloudRuleContext<GoogleTarget>>;

export const rules: Rules = [];
export const warnings: Rules = [];
