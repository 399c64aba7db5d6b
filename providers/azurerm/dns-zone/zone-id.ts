/** Resource ids of zones of Azure DNS, which are all that is known of an existing zone. */
import type { DnsZoneProps } from '../../../constructs/dns-zone';

export interface ZoneId {
  readonly id: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Resource id of the group. */
  readonly groupId: string;
  readonly domain: string;
}

/** The group in which the environment makes zones of its own. */
export type OwnGroup = Pick<ZoneId, 'subscription' | 'resourceGroup'>;

/** Azure ignores the case of ids, but its Terraform provider does not. */
const ZONE_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)$/i;

/** The parts of an existing zone's resource id; undefined if it is not one, or belongs to another domain. */
export function existingZone({ domain, existing }: DnsZoneProps): ZoneId | undefined {
  const [, subscription, resourceGroup, name] = ZONE_ID.exec(existing?.azurerm ?? '') ?? [];
  if (subscription === undefined || resourceGroup === undefined || name?.toLowerCase() !== domain) return undefined;
  return zoneIn({ subscription, resourceGroup }, name, domain);
}

/** The parts of the id of any zone: of an existing one, or of one that the environment makes. */
export const zoneOf = (zone: DnsZoneProps, own: OwnGroup): ZoneId | undefined =>
  zone.existing ? existingZone(zone) : zoneIn(own, zone.domain);

export function zoneIn({ subscription, resourceGroup }: OwnGroup, name: string, domain = name): ZoneId {
  const groupId = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  return {
    id: `${groupId}/providers/Microsoft.Network/dnsZones/${name}`,
    groupId,
    subscription,
    resourceGroup,
    domain,
  };
}

/** One zone per resource group. */
export const groupsOf = (zones: readonly ZoneId[]): ZoneId[] => [
  ...new Map(zones.map((zone) => [zone.groupId.toLowerCase(), zone] as const)).values(),
];

/** The name in a zone of a host below its domain. */
export const labelIn = (domain: string, host: string): string => host.slice(0, -`.${domain}`.length);
