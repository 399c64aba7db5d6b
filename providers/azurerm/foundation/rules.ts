/** Rules of what a target on Azure says. */
import { isManaged } from '../../../constructs/environment/managed';
import { operatorsRule } from '../../../constructs/environment/operators';
import type { Environment } from '../../../constructs/environment/schema';
import { type AzurermTarget, rangesOfOperators } from '../../../constructs/environment/targets';
import { isPrivate, prefixLength } from '../../../core/cidr';
import { forEach, type RuleTable } from '../../../core/rules/rule';

/** Whether pods reach the vault of secrets without the internet. */
const hasWayIn = ({ network }: Environment): boolean => isManaged(network) && network.privateAccess.secrets;

export const targetRules: RuleTable<Environment, AzurermTarget> = [
  forEach(
    ({ searchClusters }: Environment) =>
      Object.entries(searchClusters).map(([id, cluster]) => [`searchClusters.${id}`, cluster] as const),
    [
      {
        code: 'search-snapshots',
        property: 'snapshots',
        check: ({ snapshots }) =>
          snapshots !== undefined &&
          "is not for Azure, where OpenSearch's plug-in signs in with a key of the storage account, and not as an identity: leave it out there by differences.azurerm, and copy what must not be lost by addons.velero, with volumes: 'copies', or from where it is indexed from",
      },
    ],
  ),
  operatorsRule(
    'azurerm',
    'whoever runs Terraform writes keys and secrets to a vault, which only roles open. Name its group or service principal; `az ad signed-in-user show --query id` shows yours',
  ),
  {
    code: 'operator-cidrs-private',
    property: '',
    check: (_, target) => {
      const others = (rangesOfOperators(target) ?? []).filter((range) => isPrivate(range) || prefixLength(range) === 0);
      return (
        others.length > 0 &&
        `targets.azurerm.operatorCidrs must hold ranges of the internet, and not all of it, got ${others.join(', ')}: the network's own machines need no range`
      );
    },
  },
  {
    code: 'operator-cidrs-none',
    property: '',
    check: (environment, { operatorCidrs }) =>
      operatorCidrs === undefined &&
      hasWayIn(environment) &&
      "targets.azurerm.operatorCidrs must say from where Terraform runs, because network.privateAccess.secrets keeps secrets inside: the vault of secrets lets in these ranges of the internet, as ['203.0.113.0/24'], and the network; [] the network alone; 'anywhere' everybody who has a role",
    standsOn: () => ['network'],
  },
  {
    code: 'operator-cidrs-unreachable',
    property: '',
    check: (environment, target) =>
      rangesOfOperators(target) !== undefined &&
      !hasWayIn(environment) &&
      'targets.azurerm.operatorCidrs must be left out without network.privateAccess.secrets: the vault of secrets would be closed to pods, too',
    standsOn: () => ['network'],
  },
  {
    code: 'registries-without-nodes',
    property: '',
    check: ({ cluster, addons }, { registries }) =>
      registries.length > 0 &&
      !(cluster && isManaged(cluster)) &&
      addons.trivy === undefined &&
      'targets.azurerm.registries must be left out: they are for the nodes of a cluster that is made here, and for addons.trivy. Attach them to an existing one with `az aks update --attach-acr`',
    standsOn: () => ['cluster', 'addons.trivy'],
  },
];
