/** UptimeCheck: it is asked often enough to be told of in time, and somebody is there to be told. */
import { repeated } from '../../core/records';
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { firewallBefore } from '../web-firewall/named';
import type { UptimeCheckProps } from './schema';

type Rules = RuleTable<UptimeCheckProps, RuleContext<Environment>>;

export const uptimeCheckRules: Rules = [
  {
    code: 'notification-unknown',
    property: 'notify',
    check: ({ notify }, { environment }) =>
      unknownNames("the environment's notifications", notify, Object.keys(environment.notifications)),
    standsOn: () => ['notifications'],
  },
  {
    code: 'notification-twice',
    property: 'notify',
    check: ({ notify }) =>
      repeated(notify).length > 0 && `must name each once, got ${repeated(notify).join(', ')} twice`,
  },
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
