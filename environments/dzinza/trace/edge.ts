/** What stands between the internet and the environment. */
import { done } from '../../../index';

/** Files that the cloud's network serves, for a year. */
export const cdn = done({
  edge: {
    aws: {
      'aws_cloudfront_distribution.cdn_static.aliases': ['static.dzinza.example.com'],
      'aws_cloudfront_cache_policy.cdn_static_default_cache_policy.default_ttl': 31_536_000,
    },
    google: {
      'google_compute_url_map.cdn_static.host_rule[0].hosts': ['static.gcp.dzinza.example.com'],
      'google_compute_backend_bucket.cdn_static_default_backend.cdn_policy.default_ttl': 31_536_000,
    },
    azurerm: {
      'values(azurerm_cdn_frontdoor_custom_domain)[].host_name': ['static.azure.dzinza.example.com'],
      'azurerm_cdn_frontdoor_rule.cdn_static_rules_caching_default.actions.route_configuration_override_action.cache_duration':
        '365.00:00:00',
    },
  },
});
