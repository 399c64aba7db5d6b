/** DNS zones of Azure DNS by their resource ids: all that is known of a zone that others made. */
import { EnvironmentError } from '../../../core/rules/problem';
import type { EnvironmentStack } from '../../../core/cdktf/stack';
import type { Environment } from '../../../constructs/environment/schema';

export interface DnsZone {
  readonly id: string;
  readonly subscription: string;
  readonly resourceGroup: string;
  /** Resource id of the group. */
  readonly groupId: string;
  readonly domain: string;
}

type Zones = Environment['dnsZones'];

/** Azure compares ids without regard to case; its provider for Terraform does not. */
const ZONE_ID =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\/dnsZones\/([^/]+)$/i;

/** What a zone's resource id says; undefined where it is none, or another domain's. */
function partsOf({ domain, existing }: Zones[string]): DnsZone | undefined {
  const [, subscription, resourceGroup, name] = ZONE_ID.exec(existing.azurerm ?? '') ?? [];
  if (subscription === undefined || resourceGroup === undefined || name?.toLowerCase() !== domain) return undefined;
  const groupId = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  const id = `${groupId}/providers/Microsoft.Network/dnsZones/${name}`;
  return { id, groupId, subscription, resourceGroup, domain };
}

/** What is wrong with a zone. */
export const strangeZone = (name: string, zone: Zones[string]): string | undefined =>
  partsOf(zone)
    ? undefined
    : `dnsZones.${name}.existing.azurerm to be the resource id of its zone of Azure DNS, ` +
      `/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/${zone.domain}, got ${zone.existing.azurerm}`;

/** The zones whose ids are right. */
export const zonesIn = (zones: Zones): Readonly<Record<string, DnsZone>> =>
  Object.fromEntries(
    Object.entries(zones).flatMap(([name, zone]) => {
      const parts = partsOf(zone);
      return parts ? [[name, parts] as const] : [];
    }),
  );

/** A zone of the environment; the rules of clusters made here have looked at it, those of others' clusters have not. */
export function zoneOf(stack: EnvironmentStack, zones: Zones, name: string): DnsZone {
  const zone = zones[name];
  const parts = zone && partsOf(zone);
  if (parts) return parts;
  throw problem(stack, `needs ${zone ? strangeZone(name, zone) : `dnsZones.${name}`}`);
}

/** One zone of each resource group. */
export const groupsOf = (zones: readonly DnsZone[]): DnsZone[] => [
  ...new Map(zones.map((zone) => [zone.groupId.toLowerCase(), zone] as const)).values(),
];

/** The one resource group that zones are in. */
export function groupOf(stack: EnvironmentStack, zones: readonly DnsZone[]): DnsZone {
  const [group, ...others] = groupsOf(zones);
  if (group && others.length === 0) return group;
  throw problem(stack, oneGroup(groupsOf(zones)));
}

export const oneGroup = (groups: readonly DnsZone[]): string =>
  `needs dnsZones in one resource group, where addons.externalDns looks for them; got ${groups.map(({ resourceGroup }) => resourceGroup).join(', ') || 'none'}`;

function problem(stack: EnvironmentStack, message: string): EnvironmentError {
  const { project, environment } = stack.namespace;
  return new EnvironmentError([
    { environment: `${project}/${environment}`, cloud: 'azurerm', code: 'environment/dns-zone', message },
  ]);
}
