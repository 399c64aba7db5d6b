/** Rules of zones on Azure: ids of existing ones, and where Azure and External DNS look for them. */
import { servedHosts } from '../../../constructs/addons/gateway/routes';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { DnsZoneProps } from '../../../constructs/dns-zone';
import { hostOf } from '../../../constructs/dns-zone/domains';
import { APEX } from '../../../constructs/dns-zone/schema';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { existingZone, groupsOf, zoneOf } from './zone-id';

/** Hosts that the edge serves. */
const edgeHosts = (environment: Environment): string[] => [
  ...(environment.loadBalancer ? servedHosts(environment) : []),
  ...Object.values(environment.cdns).flatMap(({ hosts }) => hosts),
];

/** In rules, names are not yet known. */
const OWN = { subscription: 'own', resourceGroup: "the environment's own" };

export const rules: RuleTable<DnsZoneProps, CloudRuleContext<AzurermTarget>> = [
  {
    code: 'id-invalid',
    property: 'existing.azurerm',
    check: (zone) =>
      zone.existing?.azurerm !== undefined &&
      !existingZone(zone) &&
      `must be the resource id of its zone of Azure DNS, /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/${zone.domain}, got ${zone.existing.azurerm}`,
  },
  {
    code: 'several-groups',
    property: '',
    check: (_, { id, environment: { dnsZones, addons } }) => {
      const [last] = Object.keys(dnsZones).slice(-1);
      const groups = groupsOf(Object.values(dnsZones).flatMap((zone) => zoneOf(zone, OWN) ?? []));
      return (
        id === last &&
        addons.externalDns !== undefined &&
        groups.length > 1 &&
        `must be in one resource group with the other dnsZones, where addons.externalDns looks for them; got ${groups.map(({ resourceGroup }) => resourceGroup).join(', ')}`
      );
    },
  },
  {
    code: 'record-beside-edge',
    property: 'records',
    check: ({ domain, records }, { environment }) => {
      const taken = Object.keys(records).filter(
        (name) => name !== APEX && edgeHosts(environment).includes(hostOf(name, domain)),
      );
      return (
        taken.length > 0 &&
        `must not have ${taken.join(', ')}: the edge leads there by a CNAME to Front Door, beside which a name has no other record. Put them at the domain itself or at another name`
      );
    },
    standsOn: () => ['cdns', 'loadBalancer', 'workloads', 'addons'],
  },
  {
    code: 'records-in-another-subscription',
    property: 'records',
    check: (zone, { target }) => {
      const found = existingZone(zone);
      return (
        found !== undefined &&
        Object.keys(zone.records).length > 0 &&
        found.subscription.toLowerCase() !== target.subscription.toLowerCase() &&
        `must be in a zone of subscription ${target.subscription}, which the environment's provider writes to; got a zone of ${found.subscription}: write them where that zone is made`
      );
    },
  },
];
