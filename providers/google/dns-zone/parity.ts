import type { DnsZoneProps } from '../../../constructs/dns-zone/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<DnsZoneProps> = {
  domain: native('google_dns_managed_zone.dns_name'),
  existing: native('google_dns_managed_zone.dns_name'),
  parent: native('google_dns_record_set: NS and DS'),
  'records.*.*.type': native('google_dns_record_set.type'),
  'records.*.*.values': native('google_dns_record_set.rrdatas'),
  'records.*.*.ttlSeconds': native('google_dns_record_set.ttl'),
  certificateAuthorities: native('google_dns_record_set.rrdatas'),
  dnssec: native('google_dns_managed_zone.dnssec_config.state'),
  queryLogs: native('google_dns_managed_zone.cloud_logging_config.enable_logging'),
  'queryLogs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  deletionProtection: native('google_dns_managed_zone.force_destroy'),
};
