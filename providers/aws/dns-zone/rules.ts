/** Rules of zones on AWS: where Route 53 signs and logs. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { DnsZoneProps } from '../../../constructs/dns-zone';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { isInAnotherPartition } from '../shared/regions';

export const rules: RuleTable<DnsZoneProps, CloudRuleContext<AwsTarget>> = [
  {
    code: 'dnssec-partition',
    property: 'dnssec',
    check: ({ existing, dnssec }, { target }) =>
      existing === undefined &&
      dnssec !== false &&
      isInAnotherPartition(target.region) &&
      `must be false in ${target.region}: the key that signs would have to be in us-east-1, which is in another partition of AWS`,
  },
  {
    code: 'query-logs-partition',
    property: 'queryLogs',
    check: ({ queryLogs }, { target }) =>
      queryLogs !== false &&
      isInAnotherPartition(target.region) &&
      `must be false in ${target.region}: Route 53 writes logs to us-east-1 alone, which is in another partition of AWS`,
  },
];
