import { type DnsZoneProps, recordType } from '../../../constructs/dns-zone/schema';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const each = (named: (type: string) => string): string =>
  recordType.options.map((type) => named(type.toLowerCase())).join(', ');

/** Types whose records are texts and not blocks. */
const LISTS = ['a', 'aaaa', 'ns'];

/** Its resource type is not in learn.microsoft.com/azure/azure-monitor/reference/logs-index; there is a metric, QueryVolume. */
const queryLogs = unsupported(
  'Azure DNS does not log queries of public zones, and counts them alone (metric QueryVolume)',
  'leave it out for Azure',
);

export const parity: ParityOf<DnsZoneProps> = {
  domain: native('azurerm_dns_zone.name'),
  existing: native('azurerm_dns_zone.name'),
  parent: emulated(
    'azurerm_dns_ns_record',
    'without DS records, for which the provider has no resource: enter those of the output `ds_records` in the zone above by hand',
  ),
  'records.*.*.type': native(each((type) => `azurerm_dns_${type}_record`)),
  'records.*.*.values': native(
    each((type) => `azurerm_dns_${type}_record.${LISTS.includes(type) ? 'records' : 'record'}`),
  ),
  'records.*.*.ttlSeconds': native(each((type) => `azurerm_dns_${type}_record.ttl`)),
  certificateAuthorities: native('azurerm_dns_caa_record.record'),
  dnssec: emulated(
    'azurerm_resource_group_template_deployment',
    'the provider has no resource for it: a deployment of Azure turns it on, and off when it is deleted',
  ),
  queryLogs,
  'queryLogs.retentionDays': queryLogs,
  deletionProtection: native('azurerm_management_lock, azurerm_dns_zone.lifecycle.prevent_destroy'),
};
