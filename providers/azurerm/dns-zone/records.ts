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

import { absolute, type RecordType } from '../../../constructs/dns-zone';
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

/** Azure gives hosts back as they were written, but for those of name servers. */
const withoutDot = (host: string): string => host.replace(/\.$/, '');

/** The parts of a value, the last of which is a host. */
const partsOf = (value: string): string[] => withoutDot(value).split(' ');

const CAA = /^(\d+) (\w+) "([^"]*)"$/;

const FORMS: Readonly<Record<RecordType, Form>> = {
  A: form(DnsARecord, (values) => ({ records: [...values] })),
  AAAA: form(DnsAaaaRecord, (values) => ({ records: [...values] })),
  CAA: form(DnsCaaRecord, (values) => ({
    record: values.map((text) => {
      const [, flags, tag = '', value = ''] = CAA.exec(text) ?? [];
      return { flags: Number(flags), tag, value };
    }),
  })),
  CNAME: form(DnsCnameRecord, ([value = '']) => ({ record: withoutDot(value) })),
  MX: form(DnsMxRecord, (values) => ({
    record: values.map(partsOf).map(([preference = '', exchange = '']) => ({ preference, exchange })),
  })),
  NS: form(DnsNsRecord, (values) => ({ records: values.map(absolute) })),
  SRV: form(DnsSrvRecord, (values) => ({
    record: values.map(partsOf).map(([priority, weight, port, target = '']) => ({
      priority: Number(priority),
      weight: Number(weight),
      port: Number(port),
      target,
    })),
  })),
  TXT: form(DnsTxtRecord, (values) => ({ record: values.map((value) => ({ value })) })),
};

/** The type of resource for records of a type, and its arguments. */
export function recordResource(type: RecordType, values: readonly string[]): { type: Form['type']; config: object } {
  const { type: resource, argumentsOf } = FORMS[type];
  return { type: resource, config: argumentsOf(values) };
}
