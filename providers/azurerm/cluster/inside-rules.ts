/** Rules of clusters on Azure for the sake of the platform stack: DNS zones, and how Terraform enters the cluster. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';
import { groupsOf, invalidZone, severalGroups, zonesIn } from '../cloud-lookup/dns-zone';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AzurermTarget>>;

export const insideRules: Rules = [
  {
    code: 'dns-zone-invalid',
    says: 'needs dnsZones.… with the resource id of a zone, got …',
    property: '',
    check: (_, { environment: { dnsZones } }) =>
      Object.entries(dnsZones)
        // Zones without an id are reported for every cloud.
        .filter(([, zone]) => zone.existing.azurerm !== undefined)
        .flatMap(([name, zone]) => invalidZone(name, zone) ?? [])
        .map((problem) => `needs ${problem}`)
        .join('; '),
  },
  {
    code: 'dns-zones-in-several-groups',
    says: 'needs dnsZones in one resource group, got …',
    property: '',
    check: (_, { environment: { dnsZones, addons } }) => {
      const groups = groupsOf(Object.values(zonesIn(dnsZones)));
      return addons.externalDns !== undefined && groups.length > 1 && severalGroups(groups);
    },
  },
];

export const insideWarnings: Rules = [
  {
    code: 'login-by-certificate',
    property: '',
    check: (_, { target }) =>
      target.kubernetesLogin === 'certificate' &&
      'has an administrator of its own, because targets.azurerm.kubernetesLogin is "certificate": anyone who can read the state of this stack, or ' +
        'of the platform stack, can do everything in the cluster, bypassing Entra. Take "token" where KUBE_TOKEN can be set',
  },
];
