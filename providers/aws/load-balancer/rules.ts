/** Rules of load balancers on AWS: zones, certificates, and what Shield costs. */
import { servedHosts } from '../../../constructs/addons/gateway/routes';
import { isBehindCdn } from '../../../constructs/cdn/before';
import type { CloudRuleContext } from '../../../constructs/cloud';
import { provedDomain } from '../../../constructs/dns-zone/domains';
import { isManaged } from '../../../constructs/environment/managed';
import type { Environment } from '../../../constructs/environment/schema';
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { LoadBalancerProps } from '../../../constructs/load-balancer';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<LoadBalancerProps, CloudRuleContext<AwsTarget>>;

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancer-subnets.html */
const MIN_ZONES = 2;
/** Without the default one: docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_CERTIFICATES = 25;

/** Where it is: in public subnets, or behind a Cdn in private ones. */
const tierOf = (environment: Environment) => (isBehindCdn(environment) ? 'private' : 'public');

const subnetsFor = (environment: Environment): number => {
  const { network } = environment;
  return isManaged(network) ? network.zones : (network.existing.aws?.[`${tierOf(environment)}Subnets`].length ?? 0);
};

export const rules: Rules = [
  {
    code: 'zones-min',
    property: '',
    check: (_, { environment }) => {
      const count = subnetsFor(environment);
      const tier = tierOf(environment);
      return (
        count < MIN_ZONES &&
        `needs ${tier} subnets in at least ${MIN_ZONES} zones, got ${count}: raise network.zones, or name those of network.existing.aws.${tier}Subnets`
      );
    },
    standsOn: () => ['network', 'cdns'],
  },
  {
    code: 'hosts-max',
    property: '',
    check: (_, { environment }) => {
      const count = new Set(servedHosts(environment).map(provedDomain)).size;
      return (
        count > MAX_CERTIFICATES &&
        `can have certificates of at most ${MAX_CERTIFICATES} hosts, got ${count}: let some share a wildcard, such as "*.example.com"`
      );
    },
    standsOn: () => ['workloads', 'addons'],
  },
];

export const warnings: Rules = [
  {
    code: 'shield-price',
    property: 'ddosProtection',
    // aws.amazon.com/shield/pricing
    check: ({ ddosProtection }, { target }) =>
      ddosProtection === 'advanced' &&
      `needs a subscription of account ${target.account} to Shield Advanced, which is made by hand and costs 3,000 US dollars a month for a year: without it the apply fails`,
  },
];
