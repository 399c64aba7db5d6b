/** What a network cannot be on AWS. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { NetworkProps } from '../../../constructs/network/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { AwsTarget } from '../../../constructs/environment/targets';

type Rules = RuleTable<NetworkProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [
  {
    code: 'zones',
    property: 'zones',
    check: (p, { environment }) =>
      p.zones < 2 &&
      environment.cluster !== undefined &&
      `must be 2 or 3 with a cluster: EKS needs subnets in two zones; got ${p.zones}`,
  },
  {
    code: 'zones-2',
    property: 'zones',
    check: (p, { environment }) =>
      p.zones < 2 &&
      Object.keys(environment.databases).length > 0 &&
      `must be 2 or 3 with databases: an RDS subnet group needs subnets in two zones; got ${p.zones}`,
  },
  {
    code: 'zones-3',
    property: 'zones',
    check: (p, { target }) =>
      target.zones !== undefined &&
      target.zones.length < p.zones &&
      `must be at most the ${target.zones?.length} zones that targets.aws.zones names, got ${p.zones}`,
  },
];
