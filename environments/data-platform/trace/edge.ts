/** What stands between the internet and the environment. */
import { done } from '../../../index';

/** Files that the cloud's network serves, for a year. */
export const cdn = done({
  edge: {
    aws: {
      'aws_cloudfront_distribution.cdn_assets.aliases': ['assets.data-platform.example.com'],
      'aws_cloudfront_cache_policy.cdn_assets_default_cache_policy.default_ttl': 31_536_000,
    },
    google: {
      'google_compute_url_map.cdn_assets.host_rule[0].hosts': ['assets.gcp.data-platform.example.com'],
      'google_compute_backend_bucket.cdn_assets_default_backend.cdn_policy.default_ttl': 31_536_000,
    },
    azurerm: {
      "values(azurerm_cdn_frontdoor_custom_domain)[?cdn_frontdoor_profile_id == '${azurerm_cdn_frontdoor_profile.cdn_assets.id}'].host_name":
        ['assets.azure.data-platform.example.com'],
      'azurerm_cdn_frontdoor_rule.cdn_assets_rules_caching_default.actions.route_configuration_override_action.cache_duration':
        '365.00:00:00',
    },
  },
});
