/** Limits of AWS networks that `terraform plan` does not see: breaking them fails at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { zonesRule } from '../../../constructs/network/rules';
import type { NetworkProps } from '../../../constructs/network/schema';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<NetworkProps, CloudRuleContext<AwsTarget>>;

export const rules: Rules = [
  {
    code: 'zones-for-cluster',
    property: 'zones',
    check: ({ zones }, { environment }) =>
      zones < 2 &&
      environment.cluster !== undefined &&
      `must be 2 or 3 with a cluster: EKS requires subnets in two zones; got ${zones}`,
    standsOn: () => ['cluster'],
  },
  {
    code: 'zones-for-databases',
    property: 'zones',
    check: ({ zones }, { environment }) =>
      zones < 2 &&
      Object.keys(environment.databases).length > 0 &&
      `must be 2 or 3 with databases: an RDS subnet group requires subnets in two zones; got ${zones}`,
  },
  zonesRule('aws'),
  {
    code: 'zones-repeated',
    property: '',
    check: (_, { target: { zones = [] } }) =>
      new Set(zones).size < zones.length && `needs distinct zones in targets.aws.zones, got ${zones.join(', ')}`,
  },
  {
    code: 'zones-of-region',
    property: '',
    check: (_, { target: { region, zones = [] } }) => {
      const others = zones.filter((zone) => zone.slice(0, -1) !== region);
      return (
        others.length > 0 &&
        `needs names of zones of ${region} in targets.aws.zones, such as ${region}a, got ${others.join(', ')}`
      );
    },
  },
];
