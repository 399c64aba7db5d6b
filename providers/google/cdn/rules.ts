/** Rules of Cdns on Google: what firewalls know before what is kept, who writes records, and the project's compliance. */
import { type CdnProps, isOfBucket } from '../../../constructs/cdn';
import { recordsAsBalancer } from '../../../constructs/cdn/records';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { Environment } from '../../../constructs/environment/schema';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import type { WebFirewallProps } from '../../../constructs/web-firewall';
import type { RuleTable } from '../../../core/rules/rule';
import { refusesByLists } from '../web-firewall/policy-rules';

type Rules = RuleTable<CdnProps, CloudRuleContext<GoogleTarget>>;

/** The firewall of a Cdn of a bucket. */
const firewallIn = (props: CdnProps, { webFirewalls }: Environment): WebFirewallProps | undefined =>
  isOfBucket(props) && props.webFirewall !== undefined ? webFirewalls[props.webFirewall] : undefined;

export const rules: Rules = [
  recordsAsBalancer,
  {
    code: 'firewall-idle',
    property: 'webFirewall',
    check: (props, { environment }) => {
      const firewall = firewallIn(props, environment);
      return (
        firewall !== undefined &&
        !refusesByLists(firewall) &&
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
    check: (props, { environment: { account } }) =>
      isOfBucket(props) &&
      account?.compliance !== undefined &&
      'is a bucket that anybody may read, so that account.compliance cannot forbid such buckets in the project: it leaves out storage.publicAccessPrevention, and every other bucket that is made here forbids it itself',
    standsOn: () => ['account.compliance'],
  },
];
