/** Existing zones of Azure DNS: a zone's resource id is all that is known of it. */
import type { Environment } from '../../../constructs/environment/schema';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import { EnvironmentError } from '../../../core/rules/problem';

export interface DnsZone {
  readonly id: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Resource id of the group. */
  readonly groupId: string;
  readonly domain: string;
}

type Zones = Environment['dnsZones'];

/** Azure ignores the case of ids, but its Terraform provider does not. */
const ZONE_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)$/i;

/** The parts of a zone's resource id; undefined if it is not one, or belongs to another domain. */
function partsOf({ domain, existing }: Zones[string]): DnsZone | undefined {
  const [, subscription, resourceGroup, name] = ZONE_ID.exec(existing.azurerm ?? '') ?? [];
  if (subscription === undefined || resourceGroup === undefined || name?.toLowerCase() !== domain) return undefined;
  const groupId = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  const id = `${groupId}/providers/Microsoft.Network/dnsZones/${name}`;
  return { id, groupId, subscription, resourceGroup, domain };
}

/** The requirement that a zone's id does not meet; undefined if it is valid. */
export const invalidZone = (name: string, zone: Zones[string]): string | undefined =>
  partsOf(zone)
    ? undefined
    : `dnsZones.${name}.existing.azurerm to be the resource id of its zone of Azure DNS, ` +
      `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/${zone.domain}, got ${zone.existing.azurerm}`;

/** The zones with valid ids. */
export const zonesIn = (zones: Zones): Readonly<Record<string, DnsZone>> =>
  Object.fromEntries(
    Object.entries(zones).flatMap(([name, zone]) => {
      const parts = partsOf(zone);
      return parts ? [[name, parts] as const] : [];
    }),
  );

/**
 * A zone of the environment. Its id is checked again, because the rules of clusters do not apply to existing clusters.
 */
export function zoneOf(stack: EnvironmentStack, zones: Zones, name: string): DnsZone {
  const zone = zones[name];
  const parts = zone && partsOf(zone);
  if (parts) return parts;
  throw problem(stack, `needs ${zone ? invalidZone(name, zone) : `dnsZones.${name}`}`);
}

/** One zone per resource group. */
export const groupsOf = (zones: readonly DnsZone[]): DnsZone[] => [
  ...new Map(zones.map((zone) => [zone.groupId.toLowerCase(), zone] as const)).values(),
];

/** The resource group of all zones, which must be the same. */
export function groupOf(stack: EnvironmentStack, zones: readonly DnsZone[]): DnsZone {
  const [group, ...others] = groupsOf(zones);
  if (group && others.length === 0) return group;
  throw problem(stack, severalGroups(groupsOf(zones)));
}

export const severalGroups = (groups: readonly DnsZone[]): string =>
  `needs dnsZones in one resource group, where addons.externalDns looks for them; got ${groups.map(({ resourceGroup }) => resourceGroup).join(', ') || 'none'}`;

function problem(stack: EnvironmentStack, message: string): EnvironmentError {
  const { project, environment } = stack.namespace;
  return new EnvironmentError([
    { environment: `${project}/${environment}`, cloud: 'azurerm', code: 'environment/dns-zone', message },
  ]);
}
