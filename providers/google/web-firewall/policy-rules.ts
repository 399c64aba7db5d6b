/**
 * Rules of a security policy, in the order in which Google asks them. The first that a request meets decides, and none after it is
 * asked: cloud.google.com/armor/docs/security-policy-overview. Limits come last, because a request below one is let through.
 */
import type { ComputeSecurityPolicyRule } from '@cdktf/provider-google/lib/compute-security-policy';

import {
  isCounted,
  limitsOf,
  type NamedLimit,
  type RateLimit,
  type WebFirewallProps,
} from '../../../constructs/web-firewall';
import { chunksOf, compact } from '../../../core/records';
import { pathExpression, setExpression, SETS } from './expressions';

type Rule = ComputeSecurityPolicyRule;
type Match = Rule['match'];

/**
 * Where each kind of rule begins. None moves to another's place: the provider patches the rule of a priority, and a patch leaves what
 * the former kind of match had (v6.50.0, resource_compute_security_policy.go).
 */
const PLACES = {
  allowed: 1000,
  blocked: 2000,
  countries: 3000,
  otherCountries: 3001,
  reputation: 3002,
  counted: 4000,
  managed: 5000,
  limitsOfPaths: 6000,
  limits: 7000,
  rest: 2_147_483_647,
} as const;

/** The most address ranges of a rule: `src_ip_ranges` of v6.50.0, resource_compute_security_policy.go */
const RANGES = 10;

const ALL_SETS = Object.values(SETS).flat();

const REFUSED = 'deny(403)';

/** Whether lists of addresses and countries refuse anything. */
export const refusesByLists = ({ blockedCidrs, blockedCountries, onlyCountries }: WebFirewallProps): boolean =>
  [blockedCidrs, blockedCountries, onlyCountries].some(({ length }) => length > 0);

/** All that a policy before buckets knows. */
export const edgeRules = (props: WebFirewallProps): Rule[] => [...listRules(props), REST];

export function policyRules(props: WebFirewallProps): Rule[] {
  const { managedRules, exclusions } = props;
  const refuse = refusing(props);
  const limits = limitsOf(props);
  const sets = managedRules.flatMap((rules) => SETS[rules]);
  const placed = (set: string) => ALL_SETS.indexOf(set);
  const excluded = (set: string) => exclusions.google?.[set] ?? [];
  return compact([
    ...listRules(props),
    managedRules.includes('ip-reputation') && refuse(PLACES.reputation, 'ip-reputation', meets(ATTACKERS)),
    // What is excluded is counted before the sets, since a rule in preview is only noted where it would have decided.
    ...sets
      .filter((set) => excluded(set).length > 0)
      .map((set) => {
        const match = meets(setExpression(set, 'opt_in_rule_ids', excluded(set)));
        return refuse(PLACES.counted + placed(set), `excluded from ${set}`, match, true);
      }),
    ...sets.map((set) =>
      refuse(PLACES.managed + placed(set), set, meets(setExpression(set, 'opt_out_rule_ids', excluded(set)))),
    ),
    ...withPaths(limits).map((limit, index) =>
      throttle(PLACES.limitsOfPaths + index, limit, isCounted(props, limit.action)),
    ),
    ...ofAll(limits).map((limit, index) => throttle(PLACES.limits + index, limit, isCounted(props, limit.action))),
    REST,
  ]);
}

/** Who is let through, and who is not, by addresses and countries. */
function listRules(props: WebFirewallProps): Rule[] {
  const { allowedCidrs, blockedCidrs, blockedCountries, onlyCountries } = props;
  const refuse = refusing(props);
  return compact([
    ...chunksOf(allowedCidrs, RANGES).map((ranges, index) =>
      allow(PLACES.allowed + index, 'allowed ranges', from(ranges)),
    ),
    ...chunksOf(blockedCidrs, RANGES).map((ranges, index) =>
      refuse(PLACES.blocked + index, 'blocked ranges', from(ranges)),
    ),
    blockedCountries.length > 0 && refuse(PLACES.countries, 'blocked countries', meets(isIn(blockedCountries))),
    onlyCountries.length > 0 && refuse(PLACES.otherCountries, 'other countries', meets(`!${isIn(onlyCountries)}`)),
  ]);
}

function refusing(props: WebFirewallProps) {
  return (priority: number, description: string, match: Match, preview = isCounted(props)): Rule => ({
    priority,
    description,
    action: REFUSED,
    preview,
    match,
  });
}

/** Limits of paths, those of the longest first, so that one of a part of others' paths is asked at all. */
export const withPaths = <T extends Pick<RateLimit, 'paths'>>(limits: readonly T[]): T[] =>
  limits.filter(({ paths }) => paths.length > 0).sort((one, other) => longestOf(other) - longestOf(one));

const longestOf = ({ paths }: Pick<RateLimit, 'paths'>): number => Math.max(...paths.map(({ length }) => length));

/** Limits of every path. */
export const ofAll = <T extends Pick<RateLimit, 'paths'>>(limits: readonly T[]): T[] =>
  limits.filter(({ paths }) => paths.length === 0);

const allow = (priority: number, description: string, match: Match): Rule => ({
  priority,
  description,
  action: 'allow',
  preview: false,
  match,
});

function throttle(priority: number, { id, requests, seconds, paths }: NamedLimit, preview: boolean): Rule {
  return {
    priority,
    description: `limit ${id}`,
    action: 'throttle',
    preview,
    match: paths.length > 0 ? meets(pathExpression(paths)) : from(['*']),
    rateLimitOptions: {
      conformAction: 'allow',
      exceedAction: REFUSED,
      enforceOnKey: 'IP',
      rateLimitThreshold: { count: requests, intervalSec: seconds },
    },
  };
}

const from = (ranges: readonly string[]): Match => ({
  versionedExpr: 'SRC_IPS_V1',
  config: { srcIpRanges: [...ranges] },
});

const meets = (expression: string): Match => ({ expr: { expression } });

/** Whatever meets no rule. */
const REST = allow(PLACES.rest, 'everything else', from(['*']));

/** One comparison for any number of countries, of which an expression may otherwise name five. Of some addresses none is known. */
const isIn = (countries: readonly string[]) => `origin.region_code.matches('^(${countries.join('|')})$')`;

/** cloud.google.com/armor/docs/threat-intelligence */
const ATTACKERS = "evaluateThreatIntelligence('iplist-known-malicious-ips')";
