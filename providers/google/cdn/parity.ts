import type { CdnProps } from '../../../constructs/cdn';
import { emulated, native, type ParityOf } from '../../../core/parity';

const header = native('google_compute_backend_bucket.custom_response_headers');
const backend = (argument: string) => native(`google_compute_backend_bucket.cdn_policy.${argument}`);

export const parity: ParityOf<CdnProps> = {
  hosts: native('google_compute_url_map.host_rule, google_certificate_manager_certificate, google_dns_record_set'),
  'origin.bucket': emulated(
    'google_compute_backend_bucket.bucket_name',
    'anybody may read the objects at the bucket’s own address, too',
  ),
  'origin.index': emulated(
    'google_compute_url_map.path_matcher.path_rule.route_action.url_rewrite',
    'the path / is rewritten',
  ),
  'origin.fallback': native('google_compute_url_map.default_custom_error_response_policy'),
  webFirewall: emulated(
    'google_compute_backend_bucket.edge_security_policy',
    'what asks before a bucket knows addresses and countries alone: managedRules and rateLimits do not hold there',
  ),
  'caching.seconds': backend('default_ttl, and the header Cache-Control'),
  'caching.queryParameters': backend('cache_key_policy.query_string_whitelist'),
  'paths.*.path': native('google_compute_url_map.path_matcher.path_rule.paths'),
  'paths.*.seconds': backend('default_ttl, and the header Cache-Control'),
  'paths.*.queryParameters': backend('cache_key_policy.query_string_whitelist'),
  compress: native('google_compute_backend_bucket.compression_mode'),
  'headers.contentSecurityPolicy': header,
  'headers.frameOptions': header,
  'headers.referrerPolicy': header,
  'headers.contentTypeOptions': header,
  'headers.strictTransportSeconds': header,
  logs: emulated(
    'google_logging_project_sink to a google_logging_project_bucket_config',
    'Google records every request to a bucket behind a load balancer; without logs they are in the project’s own log bucket, for as long as that keeps them',
  ),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
};
