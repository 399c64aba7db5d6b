import type { WebFirewallProps } from '../../../constructs/web-firewall';
import { native, type ParityOf } from '../../../core/parity';

const acl = (argument: string) => native(`aws_wafv2_web_acl.${argument}`);
const set = native('aws_wafv2_ip_set.addresses');

export const parity: ParityOf<WebFirewallProps> = {
  mode: acl('rule.action, rule.override_action'),
  managedRules: acl('rule.statement.managed_rule_group_statement'),
  'rateLimits.*.requests': acl('rule.statement.rate_based_statement.limit'),
  'rateLimits.*.seconds': acl('rule.statement.rate_based_statement.evaluation_window_sec'),
  'rateLimits.*.paths': acl('rule.statement.rate_based_statement.scope_down_statement'),
  'rateLimits.*.action': acl('rule.action'),
  allowedCidrs: set,
  blockedCidrs: set,
  blockedCountries: acl('rule.statement.geo_match_statement'),
  onlyCountries: acl('rule.statement.not_statement'),
  exclusions: acl('rule.statement.managed_rule_group_statement.rule_action_override'),
  logs: native('aws_wafv2_web_acl_logging_configuration to an aws_cloudwatch_log_group'),
  'logs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
};
