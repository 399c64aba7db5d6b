/** Records of Azure DNS: a type of resource for each type of record, with arguments of its own. */
import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record';
import { DnsAaaaRecord } from '@cdktf/provider-azurerm/lib/dns-aaaa-record';
import { DnsCaaRecord } from '@cdktf/provider-azurerm/lib/dns-caa-record';
import { DnsCnameRecord } from '@cdktf/provider-azurerm/lib/dns-cname-record';
import { DnsMxRecord } from '@cdktf/provider-azurerm/lib/dns-mx-record';
import { DnsNsRecord } from '@cdktf/provider-azurerm/lib/dns-ns-record';
import { DnsSrvRecord } from '@cdktf/provider-azurerm/lib/dns-srv-record';
import { DnsTxtRecord } from '@cdktf/provider-azurerm/lib/dns-txt-record';
import type { TerraformResource } from 'cdktf';

import { partsOf, type RecordType } from '../../../constructs/dns-zone';
import type { ResourceType } from '../../../core/cdktf/component';

/** Arguments that every type has. */
interface Common {
  readonly name: string;
  readonly zoneName: string;
  readonly resourceGroupName: string;
  readonly ttl: number;
}

interface Form {
  readonly type: ResourceType<Common & object, TerraformResource>;
  readonly argumentsOf: (values: readonly string[]) => object;
}

/** The compiler checks the arguments against the type's own; afterwards only those that all have in common matter. */
const form = <C extends Partial<Common>, T extends TerraformResource>(
  type: ResourceType<C, T>,
  argumentsOf: (values: readonly string[]) => Omit<NoInfer<C>, keyof Common>,
): Form => ({ type: type as unknown as Form['type'], argumentsOf });

const parts = (type: RecordType, values: readonly string[]) => values.map((value) => partsOf(type, value));

const FORMS: Readonly<Record<RecordType, Form>> = {
  A: form(DnsARecord, (values) => ({ records: [...values] })),
  AAAA: form(DnsAaaaRecord, (values) => ({ records: [...values] })),
  CAA: form(DnsCaaRecord, (values) => ({
    record: parts('CAA', values).map(([flags, tag = '', value = '']) => ({ flags: Number(flags), tag, value })),
  })),
  CNAME: form(DnsCnameRecord, ([value = '']) => ({ record: withoutDot(value) })),
  MX: form(DnsMxRecord, (values) => ({
    record: parts('MX', values).map(([preference = '', exchange = '']) => ({
      preference,
      exchange: withoutDot(exchange),
    })),
  })),
  NS: form(DnsNsRecord, (values) => ({ records: values.map((value) => partsOf('NS', value)[0] ?? '') })),
  SRV: form(DnsSrvRecord, (values) => ({
    record: parts('SRV', values).map(([priority, weight, port, target = '']) => ({
      priority: Number(priority),
      weight: Number(weight),
      port: Number(port),
      target: withoutDot(target),
    })),
  })),
  TXT: form(DnsTxtRecord, (values) => ({ record: values.map((value) => ({ value })) })),
};

/** Azure gives most hosts back as they were written. */
const withoutDot = (host: string): string => host.replace(/\.$/, '');

/** The type of resource for records of a type, and its arguments. */
export function recordResource(type: RecordType, values: readonly string[]): { type: Form['type']; config: object } {
  const { type: resource, argumentsOf } = FORMS[type];
  return { type: resource, config: argumentsOf(values) };
}
