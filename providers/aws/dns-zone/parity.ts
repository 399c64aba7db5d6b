import type { DnsZoneProps } from '../../../constructs/dns-zone/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<DnsZoneProps> = {
  domain: native('aws_route53_zone.name'),
  existing: native('aws_route53_zone.name'),
  parent: native('aws_route53_record: NS and DS'),
  'records.*.*.type': native('aws_route53_record.type'),
  'records.*.*.values': native('aws_route53_record.records'),
  'records.*.*.ttlSeconds': native('aws_route53_record.ttl'),
  certificateAuthorities: native('aws_route53_record.records'),
  dnssec: native('aws_route53_key_signing_key, aws_route53_hosted_zone_dnssec, aws_kms_key'),
  queryLogs: native('aws_route53_query_log, aws_cloudwatch_log_resource_policy'),
  'queryLogs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  deletionProtection: native('aws_route53_zone.force_destroy'),
};
