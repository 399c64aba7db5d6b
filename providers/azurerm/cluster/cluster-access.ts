/**
 * Access to a cluster on Azure: people and services of Entra, only by roles. The cluster has no users of its own.
 */
import type { KubernetesCluster, KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import type { Construct } from 'constructs';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { Grant } from '../iam/access';

/** The first fetches the cluster's address and certificate, the second does everything in it. */
const ADMINISTRATOR_ROLES = {
  user: 'Azure Kubernetes Service Cluster User Role',
  administrator: 'Azure Kubernetes Service RBAC Cluster Admin',
};

export interface ClusterAccessProps {
  /** Object ids of Entra groups. */
  readonly administrators: readonly string[];
  readonly cluster: KubernetesCluster;
}

/** The roles of administrators on one cluster. */
export class ClusterAccess extends Component<ClusterAccessProps> {
  readonly grants: readonly Grant[];

  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id, props);
    this.grants = props.administrators.flatMap((principalId) =>
      Object.entries(ADMINISTRATOR_ROLES).map(
        ([name, role]) =>
          new Grant(this, `${name}-${principalId}`, { role, scope: props.cluster.id, principalId, service: false }),
      ),
    );
  }
}

/**
 * How people log in: not with certificates of the cluster's own, which cannot be revoked, unless the target asks for
 * them.
 */
export function logins(
  administrators: readonly string[],
  tenantId: string,
  kubernetesLogin: AzurermTarget['kubernetesLogin'],
): Pick<
  KubernetesClusterConfig,
  'roleBasedAccessControlEnabled' | 'localAccountDisabled' | 'azureActiveDirectoryRoleBasedAccessControl'
> {
  return {
    roleBasedAccessControlEnabled: true,
    localAccountDisabled: kubernetesLogin !== 'certificate',
    azureActiveDirectoryRoleBasedAccessControl: {
      azureRbacEnabled: true,
      tenantId,
      ...(administrators.length > 0 && { adminGroupObjectIds: [...administrators] }),
    },
  };
}

/** The command uses the login of the Azure CLI. */
export const kubeconfigCommand = ({ target }: Foundation, resourceGroup: string, cluster: string): string =>
  [
    `az aks get-credentials --subscription ${target.subscription} --resource-group ${resourceGroup} --name ${cluster}`,
    'kubelogin convert-kubeconfig -l azurecli',
  ].join(' && ');
