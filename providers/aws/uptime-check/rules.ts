/** Rules of uptime checks on AWS: where Route 53 measures. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import type { RuleTable } from '../../../core/rules/rule';
import { isInAnotherPartition } from '../shared/regions';

export const rules: RuleTable<UptimeCheckProps, CloudRuleContext<AwsTarget>> = [
  {
    code: 'partition',
    property: '',
    check: (_, { target: { region } }) =>
      isInAnotherPartition(region) &&
      `cannot be in ${region}: Route 53 measures in us-east-1 alone, which is in another partition of AWS. Remove it in \`differences\``,
  },
];
