/** The zones in which records of hosts are. */
import { existingId } from '../../../constructs/dns-zone';
import type { Infrastructure } from '../../../constructs/infrastructure';
import { idOf } from '../../../constructs/registry';
import { names } from '../shared/names';

/** Name of the managed zone that a host is in: made by the infrastructure stack, or existing. */
export function zoneOf(host: string, infrastructure: Infrastructure): string {
  const { id, zone } = infrastructure.zoneOf(host);
  return zone.existing ? existingId(zone, 'google') : infrastructure.name(names.dnsZone, idOf('dnsZone', id));
}
