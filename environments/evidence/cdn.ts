/** Evidence of a CDN of static files, for the trace of any system. */
import type { Evidence } from '../../index';

/** Files that the cloud's network serves at the host of the CDN's name, for a year. */
export const cdnFiles = (name: string, domains: Readonly<Record<'aws' | 'google' | 'azurerm', string>>): Evidence => ({
  edge: {
    aws: {
      [`aws_cloudfront_distribution.cdn_${name}.aliases`]: [`${name}.${domains.aws}`],
      [`aws_cloudfront_cache_policy.cdn_${name}_default_cache_policy.default_ttl`]: 31_536_000,
    },
    google: {
      [`google_compute_url_map.cdn_${name}.host_rule[0].hosts`]: [`${name}.${domains.google}`],
      [`google_compute_backend_bucket.cdn_${name}_default_backend.cdn_policy.default_ttl`]: 31_536_000,
    },
    azurerm: {
      [`values(azurerm_cdn_frontdoor_custom_domain)[?cdn_frontdoor_profile_id == '\${azurerm_cdn_frontdoor_profile.cdn_${name}.id}'].host_name`]:
        [`${name}.${domains.azurerm}`],
      [`azurerm_cdn_frontdoor_rule.cdn_${name}_rules_caching_default.actions.route_configuration_override_action.cache_duration`]:
        '365.00:00:00',
    },
  },
});
