/** Rules of a firewall's own, in the order in which Front Door asks them: who is let through, who is not, and limits. */
import type {
  CdnFrontdoorFirewallPolicyCustomRule,
  CdnFrontdoorFirewallPolicyCustomRuleMatchCondition,
} from '@cdktf/provider-azurerm/lib/cdn-frontdoor-firewall-policy';

import { isCounted, limitsOf, type RateLimit, type WebFirewallProps } from '../../../constructs/web-firewall';
import { chunksOf, compact } from '../../../core/records';

/** A rule takes ten countries: learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-geo-filtering */
export const MAX_COUNTRIES = 10;
/** registry.terraform.io/providers/hashicorp/azurerm/4.55.0/docs/resources/cdn_frontdoor_firewall_policy */
export const MAX_RULES = 100;
export const MAX_VALUE = 256;

/**
 * Who has opened the connection to Front Door, before which no other proxy is. `RemoteAddr` is what the header X-Forwarded-For
 * says, which every client can write: learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-configure-ip-restriction
 */
const CLIENT = 'SocketAddr';

/**
 * Front Door compares the whole URL, with scheme, host and port, so that no prefix says where a path begins:
 * learn.microsoft.com/answers/questions/2264564
 */
const ORIGIN = '^https?://[^/]+';

/**
 * Paths that the gateway reads as others: with /./, /../ or two slashes in a row. Front Door does not read them so, and they would
 * pass a limit of the paths that they lead to; nobody else sends them.
 */
const DISGUISED = String.raw`${ORIGIN}/(?:[^?]*/)?\.{0,2}/`;

type Condition = CdnFrontdoorFirewallPolicyCustomRuleMatchCondition;
type Rule = Omit<CdnFrontdoorFirewallPolicyCustomRule, 'priority' | 'type'>;

export function customRules(props: WebFirewallProps): CdnFrontdoorFirewallPolicyCustomRule[] {
  const { allowedCidrs, blockedCidrs, blockedCountries, onlyCountries } = props;
  // What is written down goes on to the next rule.
  const refuse = (action?: RateLimit['action']) => (isCounted(props, action) ? 'Log' : 'Block');
  const rules: Rule[] = compact([
    allowedCidrs.length > 0 && { name: 'AllowedRanges', action: 'Allow', matchCondition: [isIn(allowedCidrs)] },
    blockedCidrs.length > 0 && { name: 'BlockedRanges', action: refuse(), matchCondition: [isIn(blockedCidrs)] },
    ...chunksOf(blockedCountries, MAX_COUNTRIES).map((some, index) => ({
      name: `BlockedCountries${index + 1}`,
      action: refuse(),
      matchCondition: [isFrom(some)],
    })),
    onlyCountries.length > 0 && {
      name: 'OtherCountries',
      action: refuse(),
      matchCondition: [{ ...isFrom(onlyCountries), negationCondition: true }],
    },
    ...limitsOf(props).map(({ id, action, requests, seconds, paths }) => ({
      name: `Limit${inCamels(id)}`,
      action: refuse(action),
      rateLimitThreshold: requests,
      rateLimitDurationInMinutes: seconds / 60,
      matchCondition: [paths.length > 0 ? isBelow(paths) : ALWAYS],
    })),
  ]).filter((rule) => typeof rule === 'object');
  return rules.map((rule, index) => ({
    ...rule,
    priority: index + 1,
    type: rule.rateLimitThreshold === undefined ? 'MatchRule' : 'RateLimitRule',
  }));
}

/** A path's beginning, as Front Door compares it with the whole URL. */
export const inUrl = (path: string): string => ORIGIN + path.replaceAll('.', String.raw`\.`);

const isIn = (ranges: readonly string[]): Condition => ({
  matchVariable: CLIENT,
  operator: 'IPMatch',
  matchValues: [...ranges],
});

/** Addresses of no known country (`ZZ`) are of none of these. */
const isFrom = (countries: readonly string[]): Condition => ({
  matchVariable: CLIENT,
  operator: 'GeoMatch',
  matchValues: [...countries],
});

const isBelow = (paths: readonly string[]): Condition => ({
  matchVariable: 'RequestUri',
  operator: 'RegEx',
  matchValues: [...paths.map(inUrl), DISGUISED],
  // As the application will read it, so that nobody comes by %6Cogin.
  transforms: ['URLDecode'],
});

/** A limit wants a condition, and this is Azure's own for every request: learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-rate-limit */
const ALWAYS: Condition = {
  matchVariable: 'RequestHeader',
  selector: 'Host',
  operator: 'GreaterThanOrEqual',
  matchValues: ['0'],
};

/** Names of rules are letters and digits. */
const inCamels = (id: string): string =>
  id
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
