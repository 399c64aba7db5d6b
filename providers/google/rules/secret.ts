/** What a secret cannot be on Google: nothing that the schema lets through. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { RuleTable } from '../../../constructs/rules';
import type { AppSecretProps } from '../../../constructs/secret-store';
import type { GoogleTarget } from '../../../constructs/targets';

type Rules = RuleTable<AppSecretProps, CloudRuleContext<GoogleTarget>>;

export const rules: Rules = [];
export const warnings: Rules = [];
