/** What a cluster cannot be on Azure for the sake of what runs in it: DNS zones, and how Terraform enters. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { groupsOf, oneGroup, strangeZone, zonesIn } from '../services/dns-zone';

type Context = CloudRuleContext<AzurermTarget>;
type Rules = RuleTable<ClusterProps, Context>;

/** A zone without any id is told of for every cloud. */
const strange = ({ environment: { dnsZones } }: Context): string[] =>
  Object.entries(dnsZones).flatMap(([name, zone]) =>
    zone.existing.azurerm === undefined ? [] : (strangeZone(name, zone) ?? []),
  );
const groups = ({ environment: { dnsZones } }: Context) => groupsOf(Object.values(zonesIn(dnsZones)));

export const insideRules: Rules = [
  {
    code: 'whole',
    property: '',
    check: (_, context) =>
      strange(context).length > 0 &&
      strange(context)
        .map((problem) => `needs ${problem}`)
        .join('; '),
  },
  {
    code: 'whole-2',
    property: '',
    check: (_, context) =>
      context.environment.addons.externalDns !== undefined && groups(context).length > 1 && oneGroup(groups(context)),
  },
];

export const insideWarnings: Rules = [
  {
    code: 'whole-3',
    property: '',
    check: (_, { target }) =>
      target.kubernetesLogin === 'certificate' &&
      'has an administrator of its own, since targets.azurerm.kubernetesLogin is "certificate": whoever reads the state of this stack, or ' +
        'of the platform stack, can do everything in the cluster, past Entra. Take "token" where KUBE_TOKEN can be set',
  },
];
