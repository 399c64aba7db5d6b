/** Rules of a web ACL, in the order in which AWS asks them: who is let through, who is not, limits, and AWS' own rules. */
import type { Wafv2IpSet } from '@cdktf/provider-aws/lib/wafv2-ip-set';
import type { Wafv2WebAclRule } from '@cdktf/provider-aws/lib/wafv2-web-acl';

import {
  isCounted,
  limitsOf,
  type ManagedRules,
  type NamedLimit,
  type RateLimit,
  type WebFirewallProps,
} from '../../../constructs/web-firewall';
import { compact } from '../../../core/records';

/** docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const GROUPS: Readonly<Record<ManagedRules, string>> = {
  common: 'AWSManagedRulesCommonRuleSet',
  'sql-injection': 'AWSManagedRulesSQLiRuleSet',
  'known-exploits': 'AWSManagedRulesKnownBadInputsRuleSet',
  'ip-reputation': 'AWSManagedRulesAmazonIpReputationList',
  bots: 'AWSManagedRulesBotControlRuleSet',
};

/** Names of AWS' groups, as exclusions name them. */
export const GROUP_NAMES: readonly string[] = Object.values(GROUPS);

/** What bots tell of themselves; `TARGETED` wants tokens in the pages of an application. */
const BOT_CONTROL = { aws_managed_rules_bot_control_rule_set: { inspection_level: 'COMMON' } };

/** Sets of addresses, where lists have any. */
interface Sets {
  readonly allowed: Wafv2IpSet | undefined;
  readonly blocked: Wafv2IpSet | undefined;
}

type Rule = Omit<Wafv2WebAclRule, 'priority' | 'visibilityConfig'>;

export function aclRules(props: WebFirewallProps, { allowed, blocked }: Sets): Wafv2WebAclRule[] {
  const { blockedCountries, onlyCountries, managedRules, exclusions } = props;
  const refuse = (action?: RateLimit['action']) => ({
    action: isCounted(props, action) ? { count: {} } : { block: {} },
  });
  const rules: Rule[] = compact([
    allowed && { name: 'allowed-ranges', statement: isIn(allowed), action: { allow: {} } },
    blocked && { name: 'blocked-ranges', statement: isIn(blocked), ...refuse() },
    blockedCountries.length > 0 && {
      name: 'blocked-countries',
      statement: isFrom(blockedCountries),
      ...refuse(),
    },
    onlyCountries.length > 0 && {
      name: 'other-countries',
      statement: { not_statement: { statement: isFrom(onlyCountries) } },
      ...refuse(),
    },
    ...limitsOf(props).map((limit) => ({
      name: `limit-${limit.id}`,
      statement: isAbove(limit),
      ...refuse(limit.action),
    })),
    ...managedRules.map((rules) => ({
      name: rules,
      statement: managed(rules, exclusions.aws?.[GROUPS[rules]] ?? []),
      overrideAction: isCounted(props) ? { count: {} } : { none: {} },
    })),
  ]).filter((rule) => typeof rule === 'object');
  return rules.map((rule, priority) => ({
    ...rule,
    priority,
    visibilityConfig: visible(rule.name),
  }));
}

/** Figures and samples of a rule, by a name. */
export const visible = (metricName: string) => ({
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

const isIn = ({ arn }: Wafv2IpSet) => ({ ip_set_reference_statement: { arn } });

const isFrom = (countries: readonly string[]) => ({ geo_match_statement: { country_codes: [...countries] } });

const isAbove = ({ requests, seconds, paths }: NamedLimit) => ({
  rate_based_statement: {
    limit: requests,
    evaluation_window_sec: seconds,
    aggregate_key_type: 'IP',
    ...(paths.length > 0 && { scope_down_statement: beginsWithAny(paths) }),
  },
});

/** AWS takes `or` of two statements at least. */
function beginsWithAny(paths: readonly string[]): object {
  const [first, ...others] = paths.map(beginsWith);
  return others.length === 0 ? { ...first } : { or_statement: { statement: [first, ...others] } };
}

const beginsWith = (path: string) => ({
  byte_match_statement: {
    search_string: path,
    positional_constraint: 'STARTS_WITH',
    field_to_match: { uri_path: {} },
    // As the application will read it, so that nobody comes by %2F or /./.
    text_transformation: [
      { priority: 0, type: 'URL_DECODE' },
      { priority: 1, type: 'NORMALIZE_PATH' },
    ],
  },
});

const managed = (rules: ManagedRules, excluded: readonly string[]) => ({
  managed_rule_group_statement: {
    vendor_name: 'AWS',
    name: GROUPS[rules],
    ...(rules === 'bots' && { managed_rule_group_configs: [BOT_CONTROL] }),
    ...(excluded.length > 0 && {
      rule_action_override: excluded.map((name) => ({ name, action_to_use: { count: {} } })),
    }),
  },
});
