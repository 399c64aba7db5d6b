/** Evidence of CDNs, of static files and before the gateway, for the trace of any system. */
import type { Evidence } from '../../index';

type Domains = Readonly<Record<'aws' | 'google' | 'azurerm', string>>;

/** Files that the cloud's network serves at the host of the CDN's name, for a year. */
export const cdnFiles = (name: string, domains: Domains): Evidence => ({
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

interface Kept {
  /** The Cdn's name. */
  readonly name: string;
  /** Of what is kept, the name and the beginning of its paths. */
  readonly path: readonly [name: string, beginning: string];
  readonly domains: Domains;
}

/** A path that the cloud's network keeps for a year, of what the gateway serves at the domain; nothing else is kept. */
export const keptForYear = ({ name, path: [id, beginning], domains }: Kept): Evidence => ({
  edge: {
    aws: {
      [`aws_cloudfront_distribution.cdn_${name}.[aliases, origin[0].vpc_origin_config.vpc_origin_id]`]: [
        [domains.aws],
        '${aws_cloudfront_vpc_origin.load_balancer_vpc_origin.id}',
      ],
      [`aws_cloudfront_distribution.cdn_${name}.ordered_cache_behavior[].[path_pattern, cache_policy_id]`]: [
        [`${beginning}*`, `\${aws_cloudfront_cache_policy.cdn_${name}_${id}_cache_policy.id}`],
      ],
      [`aws_cloudfront_cache_policy.cdn_${name}_${id}_cache_policy.default_ttl`]: 31_536_000,
    },
    google: {
      [`google_compute_url_map.load_balancer.path_matcher[?name == 'cdn-${name}'].path_rule[].[paths, service]`]: [
        [[`${beginning}*`], `\${google_compute_backend_service.cdn_${name}_${id}_backend.id}`],
      ],
      [`google_compute_backend_service.cdn_${name}_${id}_backend.[enable_cdn, cdn_policy.default_ttl]`]: [
        true,
        31_536_000,
      ],
    },
    azurerm: {
      [`azurerm_cdn_frontdoor_rule.cdn_${name}_rules_caching_${id}.[conditions.url_path_condition[0].match_values, actions.route_configuration_override_action.cache_duration]`]:
        [[beginning.slice(1)], '365.00:00:00'],
      'azurerm_cdn_frontdoor_route.load_balancer_route.cache': null,
    },
  },
});
