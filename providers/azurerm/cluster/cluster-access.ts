/**
 * Access to a cluster on Azure: people and services of Entra, only by roles. The cluster has no users of its own.
 */
import type { KubernetesClusterConfig } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import type { Construct } from 'constructs';

import type { AzurermTarget } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import type { Operators } from '../../../core/words/principals';
import type { Foundation } from '../foundation/foundation';
import { Grant, type GrantProps } from '../iam/access';
import { names } from '../shared/names';

/** The first fetches the cluster's address and certificate, the second does everything in it. */
export const ADMINISTRATOR_ROLES = {
  user: 'Azure Kubernetes Service Cluster User Role',
  administrator: 'Azure Kubernetes Service RBAC Cluster Admin',
};

/** Reads everything in the cluster. Azure's own reader reads no Secrets, in which Helm keeps its releases. */
export const PLAN_PERMISSIONS = {
  actions: [
    'Microsoft.ContainerService/managedClusters/read',
    'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action',
  ],
  dataActions: ['Microsoft.ContainerService/managedClusters/*/read'],
};

export interface ClusterAccessProps {
  /** Object ids of Entra groups. */
  readonly administrators: readonly string[];
  /** Who runs Terraform, which deploys what runs inside. */
  readonly operators: Operators;
  /** Who finds the cluster, and no more: bindings in the cluster say what they may do. */
  readonly entering: Iterable<string>;
  readonly clusterId: string;
  /** Id of the cluster's resource group, in which its own roles are defined. */
  readonly resourceGroupId: string;
}

/** The roles of people on the cluster. */
export class ClusterAccess extends Component<ClusterAccessProps> {
  constructor(scope: Construct, id: string, props: ClusterAccessProps) {
    super(scope, id, props);
    const { administrators, operators, entering } = props;
    for (const principalId of new Set([...administrators, ...operators.apply]))
      for (const [name, role] of Object.entries(ADMINISTRATOR_ROLES)) this.admit(name, role, principalId);
    if (operators.plan.length > 0) this.admitPlanners();
    for (const principalId of entering) this.admit('access', ADMINISTRATOR_ROLES.user, principalId);
  }

  private admitPlanners(): void {
    const { operators, resourceGroupId } = this.props;
    const definition = this.create('planRole', RoleDefinition, {
      name: this.name(names.role, 'plan'),
      description: 'Reads everything in the cluster',
      scope: resourceGroupId,
      assignableScopes: [resourceGroupId],
      permissions: [PLAN_PERMISSIONS],
    });
    const role = { id: definition.roleDefinitionResourceId };
    for (const principalId of new Set(operators.plan)) this.admit('planner', role, principalId);
  }

  private admit(name: string, role: GrantProps['role'], principalId: string): void {
    const { clusterId: scope } = this.props;
    new Grant(this, `${name}-${principalId}`, { role, scope, principalId, service: false });
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
