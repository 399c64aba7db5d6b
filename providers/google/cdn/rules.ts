/** Rules of Cdns on Google: what they take from the project's compliance. */
import type { CdnProps } from '../../../constructs/cdn';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<CdnProps, CloudRuleContext<GoogleTarget>>;

/** What a firewall refuses before a bucket. */
const lists = ({ blockedCidrs, blockedCountries, onlyCountries }: WebFirewallProps): readonly unknown[] => [
  ...blockedCidrs,
  ...blockedCountries,
  ...onlyCountries,
];

const firewallIn = ({ webFirewall }: CdnProps, { webFirewalls }: Environment): WebFirewallProps | undefined =>
  webFirewall === undefined ? undefined : webFirewalls[webFirewall];

export const rules: Rules = [
  {
    code: 'firewall-idle',
    property: 'webFirewall',
    check: (props, { environment }) => {
      const firewall = firewallIn(props, environment);
      return (
        firewall !== undefined &&
        lists(firewall).length === 0 &&
        'must name a firewall with blockedCidrs, blockedCountries or onlyCountries, because what asks before a bucket on Google knows nothing else: give it one of them, name another, or leave it out here by differences.google'
      );
    },
    standsOn: () => ['webFirewalls'],
  },
];

export const warnings: Rules = [
  {
    code: 'firewall-partly',
    property: 'webFirewall',
    check: (props, { environment }) => {
      const firewall = firewallIn(props, environment);
      return (
        firewall !== undefined &&
        firewall.managedRules.length + Object.keys(firewall.rateLimits).length > 0 &&
        'asks for addresses and countries alone before a bucket: its managedRules and rateLimits do not hold there, because Google has them for what is not kept. Set managedRules to [] in a firewall for Cdns, or accept it'
      );
    },
    standsOn: () => ['webFirewalls'],
  },
  {
    code: 'public-in-project',
    property: 'origin.bucket',
    check: (_, { environment: { account } }) =>
      account?.compliance !== undefined &&
      'is a bucket that anybody may read, so that account.compliance cannot forbid such buckets in the project: it leaves out storage.publicAccessPrevention, and every other bucket that is made here forbids it itself',
    standsOn: () => ['account.compliance'],
  },
];
