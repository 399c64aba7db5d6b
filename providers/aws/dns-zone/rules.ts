/** Rules of zones on AWS: where Route 53 signs. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { DnsZoneProps } from '../../../constructs/dns-zone';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

export const rules: RuleTable<DnsZoneProps, CloudRuleContext<AwsTarget>> = [
  {
    code: 'dnssec-partition',
    property: 'dnssec',
    check: ({ existing, dnssec }, { target }) =>
      existing === undefined &&
      dnssec !== false &&
      /^(cn|us-gov)-/.test(target.region) &&
      `must be false in ${target.region}: the key that signs would have to be in us-east-1, which is in another partition of AWS`,
  },
];
