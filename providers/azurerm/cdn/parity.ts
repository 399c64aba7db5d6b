import type { CdnProps } from '../../../constructs/cdn';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';
import { workspaceRetentionExceptions } from '../shared/logs';

const header = native('azurerm_cdn_frontdoor_rule.response_header_action');
const keeping = (argument: string) =>
  native(`azurerm_cdn_frontdoor_rule.route_configuration_override_action.${argument}`);

const cookies = unsupported(
  'Front Door tells answers apart by their URL',
  'leave cookies out, and keep no path whose answers go by them',
);

export const parity: ParityOf<CdnProps> = {
  hosts: native(
    'azurerm_cdn_frontdoor_custom_domain, azurerm_dns_cname_record, at the domain itself azurerm_dns_a_record',
  ),
  'origin.bucket': emulated(
    'azurerm_cdn_frontdoor_origin.host_name',
    'anybody may read the objects at the account’s own address, too',
  ),
  'origin.loadBalancer': native(
    'azurerm_cdn_frontdoor_rule.conditions, azurerm_cdn_frontdoor_route.cdn_frontdoor_rule_set_ids',
  ),
  'origin.index': emulated('azurerm_cdn_frontdoor_rule.url_rewrite_action', 'the path / is rewritten'),
  'origin.fallback': emulated(
    'azurerm_cdn_frontdoor_rule.url_rewrite_action',
    'every path without an extension is rewritten, whether there is such an object or not; a missing file with one is 404',
  ),
  'origin.notFound': unsupported(
    'Front Door has no pages of its own for errors: it hands on what the bucket says',
    'leave it out, or give it to the other clouds in `differences`',
  ),
  webFirewall: native('azurerm_cdn_frontdoor_security_policy, azurerm_cdn_frontdoor_profile.sku_name'),
  'caching.seconds': keeping('cache_duration, and the header Cache-Control'),
  'caching.queryParameters': keeping('query_string_parameters'),
  'caching.cookies': cookies,
  'paths.*.path': native('azurerm_cdn_frontdoor_rule.url_path_condition'),
  'paths.*.seconds': keeping('cache_duration, and the header Cache-Control'),
  'paths.*.queryParameters': keeping('query_string_parameters'),
  'paths.*.cookies': cookies,
  compress: native(
    'azurerm_cdn_frontdoor_route.cache.compression_enabled, azurerm_cdn_frontdoor_rule.route_configuration_override_action.compression_enabled',
  ),
  'headers.contentSecurityPolicy': header,
  'headers.frameOptions': header,
  'headers.referrerPolicy': header,
  'headers.contentTypeOptions': header,
  'headers.strictTransportSeconds': header,
  logs: native('azurerm_monitor_diagnostic_setting to an azurerm_log_analytics_workspace'),
  'logs.retentionDays': native('azurerm_log_analytics_workspace.retention_in_days', ...workspaceRetentionExceptions),
};
