import type { CdnProps } from '../../../constructs/cdn';
import { emulated, native, type ParityOf } from '../../../core/parity';

const BOTH = ['google_compute_backend_bucket', 'google_compute_backend_service'] as const;

const header = native(
  'google_compute_backend_bucket.custom_response_headers, google_compute_url_map.path_matcher.header_action',
);
/** Of a bucket, and of the gateway's proxies. */
const backend = (argument: string, more = '') => native(BOTH.map((type) => `${type}.${argument}`).join(', ') + more);
const seconds = backend('cdn_policy.default_ttl', ', and the header Cache-Control');
const queries = backend('cdn_policy.cache_key_policy.query_string_whitelist');
const cookies = native('google_compute_backend_service.cdn_policy.cache_key_policy.include_named_cookies');

export const parity: ParityOf<CdnProps> = {
  hosts: native('google_compute_url_map.host_rule, google_certificate_manager_certificate, google_dns_record_set'),
  'origin.bucket': emulated(
    'google_compute_backend_bucket.bucket_name',
    'anybody may read the objects at the bucket’s own address, too',
  ),
  'origin.loadBalancer': native('google_compute_backend_service.enable_cdn, google_compute_url_map.path_matcher'),
  'origin.index': emulated(
    'google_compute_url_map.path_matcher.path_rule.route_action.url_rewrite',
    'the path / is rewritten',
  ),
  'origin.fallback': native('google_compute_url_map.default_custom_error_response_policy'),
  'origin.notFound': native('google_compute_url_map.default_custom_error_response_policy'),
  webFirewall: emulated(
    'google_compute_backend_bucket.edge_security_policy, google_compute_backend_service.edge_security_policy',
    'what asks before a bucket, and about what is kept of the gateway, knows addresses and countries alone: managedRules and rateLimits do not hold there',
  ),
  'caching.seconds': seconds,
  'caching.queryParameters': queries,
  'caching.cookies': cookies,
  'paths.*.path': native('google_compute_url_map.path_matcher.path_rule.paths'),
  'paths.*.seconds': seconds,
  'paths.*.queryParameters': queries,
  'paths.*.cookies': cookies,
  compress: backend('compression_mode'),
  'headers.contentSecurityPolicy': header,
  'headers.frameOptions': header,
  'headers.referrerPolicy': header,
  'headers.contentTypeOptions': header,
  'headers.strictTransportSeconds': header,
  logs: emulated(
    'google_logging_project_sink to a google_logging_project_bucket_config',
    'Google records every request to a bucket behind a load balancer; without logs they are in the project’s own log bucket, for as long as that keeps them. Before the gateway the records are the load balancer’s, and must be as its logs say',
  ),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
};
