/** Rules of deploy identities on Azure: what a subscription takes as roles. */
import type { DeployIdentityProps } from '../../../constructs/deploy-identity';
import { policyRules, policyWarnings, type PolicyWords } from '../../../constructs/deploy-identity/policies';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleContext, RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<DeployIdentityProps, RuleContext<Environment, AzurermTarget>>;

const words: PolicyWords = {
  cloud: 'azurerm',
  pattern:
    /^([A-Za-z][A-Za-z0-9 ()&-]*|(\/subscriptions\/[0-9a-f-]{36})?\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-f-]{36})$/,
  form: 'the name of a role (Contributor) or the id of its definition (/subscriptions/…/providers/Microsoft.Authorization/roleDefinitions/…)',
  wide: /^(Owner|User Access Administrator|Role Based Access Control Administrator)$/,
  state: 'azurerm',
};

export const rules: Rules = policyRules(words);

export const warnings: Rules = policyWarnings(words);
