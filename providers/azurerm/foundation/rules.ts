/** Rules of what a target on Azure says. */
import { isManaged } from '../../../constructs/environment/managed';
import { operatorsRule } from '../../../constructs/environment/operators';
import type { Environment } from '../../../constructs/environment/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import { isPrivate, prefixLength } from '../../../core/cidr';
import type { RuleTable } from '../../../core/rules/rule';

export const targetRules: RuleTable<Environment, AzurermTarget> = [
  operatorsRule(
    'azurerm',
    'whoever runs Terraform writes keys and secrets to a vault, which only roles open. Name its group or service principal; `az ad signed-in-user show --query id` shows yours',
  ),
  {
    code: 'operator-cidrs-private',
    property: '',
    check: (_, { operatorCidrs = [] }) => {
      const others = operatorCidrs.filter((range) => isPrivate(range) || prefixLength(range) === 0);
      return (
        others.length > 0 &&
        `targets.azurerm.operatorCidrs must hold ranges of the internet, and not all of it, got ${others.join(', ')}: the network's own machines need no range`
      );
    },
  },
  {
    code: 'operator-cidrs-unreachable',
    property: '',
    check: ({ network }, { operatorCidrs }) =>
      operatorCidrs !== undefined &&
      !(isManaged(network) && network.privateAccess.secrets) &&
      'targets.azurerm.operatorCidrs must be left out without network.privateAccess.secrets: the vault of secrets would be closed to pods, too',
    standsOn: () => ['network'],
  },
  {
    code: 'registries-without-nodes',
    property: '',
    check: ({ cluster }, { registries }) =>
      registries.length > 0 &&
      !(cluster && isManaged(cluster)) &&
      'targets.azurerm.registries must be left out: they are for the nodes of a cluster that is made here. Attach them to an existing one with `az aks update --attach-acr`',
    standsOn: () => ['cluster'],
  },
];
