/** Records of hosts, which lead to an address of each family. */
import type { DnsRecordSetConfig } from '@cdktf/provider-google/lib/dns-record-set';

import { absolute } from '../../../constructs/dns-zone';
import { hostId } from '../../../constructs/dns-zone/domains';
import type { Infrastructure } from '../../../constructs/infrastructure';
import type { Foundation } from '../foundation/foundation';
import { type Addresses, FAMILIES } from './addresses';
import { zoneOf } from './zones';

/** Seconds for which resolvers remember the addresses of hosts. */
const TTL = 300;

/** Records of a host, by their ids. */
export const recordsOf = (
  host: string,
  addresses: Addresses,
  { foundation, infrastructure }: { foundation: Foundation; infrastructure: Infrastructure },
): (readonly [id: string, config: DnsRecordSetConfig])[] =>
  FAMILIES.map(({ type }) => [
    `${hostId(host)}-${type.toLowerCase()}`,
    {
      project: foundation.target.project,
      managedZone: zoneOf(host, infrastructure),
      name: absolute(host),
      type,
      ttl: TTL,
      rrdatas: [addresses[type].address],
    },
  ]);
