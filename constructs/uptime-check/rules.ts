/** UptimeCheck: it is asked often enough to be told of in time, and somebody is there to be told. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { toldRules } from '../notification/told-rules';
import { firewallBefore } from '../web-firewall/named';
import type { UptimeCheckProps } from './schema';

type Rules = RuleTable<UptimeCheckProps, RuleContext<Environment>>;

export const uptimeCheckRules: Rules = [
  ...toldRules<UptimeCheckProps>('notify', ({ notify }) => notify),
  {
    code: 'seldom',
    property: 'everySeconds',
    check: ({ everySeconds, minutes }) =>
      everySeconds !== undefined &&
      everySeconds > minutes * 60 &&
      `must be at most ${minutes * 60}, the ${minutes} minutes after which somebody is told, got ${everySeconds}`,
  },
];

/** Places from which clouds ask are on every continent. */
export const uptimeCheckWarnings: Rules = [
  {
    code: 'countries',
    property: 'host',
    check: ({ host }, { environment }) => {
      const { onlyCountries = [], blockedCountries = [] } = firewallBefore(host, environment) ?? {};
      return (
        onlyCountries.length + blockedCountries.length > 0 &&
        'has a web firewall before it that asks from which country a request comes: the places that ask are in several countries, and those that it turns away count as failures. Put their addresses into its allowedCidrs, or check a host without it'
      );
    },
    standsOn: () => ['cdns', 'loadBalancer', 'webFirewalls'],
  },
];
