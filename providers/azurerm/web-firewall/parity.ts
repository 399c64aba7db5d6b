import type { WebFirewallProps } from '../../../constructs/web-firewall';
import { emulated, except, native, type ParityOf } from '../../../core/parity';
import { workspaceRetentionExceptions } from '../shared/logs';
import { MAX_COUNTRIES } from './custom-rules';

const policy = (argument: string) => native(`azurerm_cdn_frontdoor_firewall_policy.${argument}`);
const ranges = policy('custom_rule.match_condition');

export const parity: ParityOf<WebFirewallProps> = {
  mode: policy('mode, custom_rule.action, managed_rule.action'),
  managedRules: emulated(
    'azurerm_cdn_frontdoor_firewall_policy.managed_rule, azurerm_cdn_frontdoor_profile.sku_name',
    "one rule set of Azure's has common, sql-injection and known-exploits: any of them turns all on. ip-reputation is what its rules of bots say by addresses; bots refuses the bad ones, and writes down those that nobody knows. Front Door Premium alone has them",
  ),
  'rateLimits.*.requests': emulated(
    'azurerm_cdn_frontdoor_firewall_policy.custom_rule.rate_limit_threshold',
    "servers of Front Door do not always know each other's counts: below about 200 requests a minute some more get through",
  ),
  'rateLimits.*.seconds': policy('custom_rule.rate_limit_duration_in_minutes'),
  'rateLimits.*.paths': emulated(
    'azurerm_cdn_frontdoor_firewall_policy.custom_rule.match_condition',
    'as regular expressions of the whole URL; paths with /./, /../ or // count, too, because Front Door does not know where they lead',
  ),
  'rateLimits.*.action': policy('custom_rule.action'),
  allowedCidrs: ranges,
  blockedCidrs: ranges,
  blockedCountries: ranges,
  onlyCountries: native(
    'azurerm_cdn_frontdoor_firewall_policy.custom_rule.match_condition',
    except(
      `more than ${MAX_COUNTRIES}`,
      (countries: readonly string[]) => countries.length > MAX_COUNTRIES,
      `a rule of Front Door takes ${MAX_COUNTRIES} countries, and only one rule can say from where alone something is let in`,
      'name fewer, or those that are not let in, by blockedCountries',
    ),
  ),
  exclusions: policy('managed_rule.override.rule'),
  logs: emulated(
    'azurerm_monitor_diagnostic_setting to an azurerm_log_analytics_workspace',
    'headers, cookies and arguments that met a rule are written with their values: leaving them out is a preview of Azure',
  ),
  'logs.retentionDays': native('azurerm_log_analytics_workspace.retention_in_days', ...workspaceRetentionExceptions),
};
