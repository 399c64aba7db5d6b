import type { CdnProps } from '../../../constructs/cdn';
import { native, type ParityOf } from '../../../core/parity';

const distribution = (argument: string) => native(`aws_cloudfront_distribution.${argument}`);
const headers = (argument: string) => native(`aws_cloudfront_response_headers_policy.${argument}`);

export const parity: ParityOf<CdnProps> = {
  hosts: distribution('aliases, aws_acm_certificate, aws_route53_record'),
  'origin.bucket': distribution('origin, aws_cloudfront_origin_access_control'),
  'origin.loadBalancer': distribution('origin.vpc_origin_config, aws_cloudfront_vpc_origin'),
  'origin.index': distribution('default_root_object'),
  'origin.fallback': distribution('custom_error_response'),
  'origin.notFound': distribution('custom_error_response'),
  webFirewall: distribution('web_acl_id, an aws_wafv2_web_acl in us-east-1'),
  'caching.seconds': native('aws_cloudfront_cache_policy.default_ttl, and the header Cache-Control'),
  'caching.queryParameters': native('aws_cloudfront_cache_policy.query_strings_config'),
  'caching.cookies': native('aws_cloudfront_cache_policy.cookies_config'),
  'paths.*.path': distribution('ordered_cache_behavior.path_pattern'),
  'paths.*.seconds': native('aws_cloudfront_cache_policy.default_ttl, and the header Cache-Control'),
  'paths.*.queryParameters': native('aws_cloudfront_cache_policy.query_strings_config'),
  'paths.*.cookies': native('aws_cloudfront_cache_policy.cookies_config'),
  compress: distribution('default_cache_behavior.compress'),
  'headers.contentSecurityPolicy': headers('security_headers_config.content_security_policy'),
  'headers.frameOptions': headers('security_headers_config.frame_options'),
  'headers.referrerPolicy': headers('security_headers_config.referrer_policy'),
  'headers.contentTypeOptions': headers('security_headers_config.content_type_options'),
  'headers.strictTransportSeconds': headers('security_headers_config.strict_transport_security'),
  logs: native('aws_cloudwatch_log_delivery to an aws_cloudwatch_log_group in us-east-1'),
  'logs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
};
