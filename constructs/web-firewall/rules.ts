/** WebFirewall: something names it, it does something, and its lists do not contradict each other. */
import { repeated } from '../../core/records';
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { guardedBy } from './named';
import type { WebFirewallProps } from './schema';

type Rules = RuleTable<WebFirewallProps, RuleContext<Environment>>;

const isIdle = ({ managedRules, rateLimits, blockedCidrs, blockedCountries, onlyCountries }: WebFirewallProps) =>
  [managedRules, Object.keys(rateLimits), blockedCidrs, blockedCountries, onlyCountries].every(
    ({ length }) => length === 0,
  );

export const webFirewallRules: Rules = [
  {
    code: 'unused',
    property: '',
    check: (_, { id, environment }) => {
      const { loadBalancer, gatewayCdns, bucketCdns } = guardedBy(id, environment);
      return (
        !loadBalancer &&
        gatewayCdns.length + bucketCdns.length === 0 &&
        'is named by nothing: name it in loadBalancer.webFirewall or in cdns.*.webFirewall, or remove it'
      );
    },
    standsOn: () => ['loadBalancer', 'cdns'],
  },
  {
    code: 'idle',
    property: '',
    check: (props) => isIdle(props) && 'lets everything through: give managedRules, rateLimits or a list, or remove it',
  },
  {
    code: 'countries-both',
    property: 'onlyCountries',
    check: ({ onlyCountries, blockedCountries }) =>
      onlyCountries.length > 0 &&
      blockedCountries.length > 0 &&
      'must be left out beside blockedCountries: either some are let in, or some are not',
  },
  {
    code: 'cidr-both',
    property: 'blockedCidrs',
    check: ({ allowedCidrs, blockedCidrs }) => {
      const both = blockedCidrs.filter((range) => allowedCidrs.includes(range));
      return both.length > 0 && `must not have ${both.join(', ')}, which allowedCidrs has, too: keep it in one of them`;
    },
  },
  {
    code: 'rules-twice',
    property: 'managedRules',
    check: ({ managedRules }) => {
      const twice = repeated(managedRules);
      return twice.length > 0 && `must have each once, got ${twice.join(', ')} twice`;
    },
  },
  {
    code: 'exclusions-of-nothing',
    property: 'exclusions',
    check: ({ managedRules, exclusions }) =>
      managedRules.length === 0 &&
      Object.values(exclusions).some((groups) => groups && Object.keys(groups).length > 0) &&
      'are of managedRules, and there are none: leave them out',
  },
];

export const webFirewallWarnings: Rules = [
  {
    code: 'only-counts',
    property: 'mode',
    check: ({ mode }) =>
      mode === 'count' &&
      'lets everything through, and writes down what it would have blocked: set block when the records show nothing of yours',
  },
];
