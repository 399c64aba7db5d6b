/** Rules of web firewalls on AWS: addresses, and names of AWS' groups. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import type { RuleTable } from '../../../core/rules/rule';
import { GROUP_NAMES } from './acl-rules';

type Rules = RuleTable<WebFirewallProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [
  {
    code: 'exclusions-group',
    property: 'exclusions.aws',
    check: ({ exclusions }) => {
      const unknown = Object.keys(exclusions.aws ?? {}).filter((group) => !GROUP_NAMES.includes(group));
      return unknown.length > 0 && `must name groups of AWS (${GROUP_NAMES.join(', ')}), got ${unknown.join(', ')}`;
    },
  },
];

export const warnings: Rules = [
  {
    code: 'bots-price',
    property: 'managedRules',
    // aws.amazon.com/waf/pricing
    check: ({ managedRules }) =>
      managedRules.includes('bots') &&
      'has bots, for which AWS charges 10 US dollars a month and 1 for each million requests beside the rest',
  },
];
