/** Warnings of clusters on Azure for the sake of the platform stack: how Terraform enters the cluster. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { ClusterProps } from '../../../constructs/cluster/schema';
import type { AzurermTarget } from '../../../constructs/environment/targets';
import type { RuleTable } from '../../../core/rules/rule';

type Rules = RuleTable<ClusterProps, CloudRuleContext<AzurermTarget>>;

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
