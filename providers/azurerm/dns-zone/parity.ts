import { type DnsZoneProps, recordType } from '../../../constructs/dns-zone/schema';
import { emulated, native, type ParityOf } from '../../../core/parity';

const each = (named: (type: string) => string): string =>
  recordType.options.map((type) => named(type.toLowerCase())).join(', ');

/** Types whose records are texts and not blocks. */
const LISTS = ['a', 'aaaa', 'ns'];

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
  deletionProtection: native('azurerm_management_lock, azurerm_dns_zone.lifecycle.prevent_destroy'),
};
