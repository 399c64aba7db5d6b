/** What a deploy identity may do about Cdns on Azure: a role of its own on endpoints of Front Door. */
import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import type { Construct } from 'constructs';

import type { EdgeDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/deploy-identity';
import { Grant } from '../iam/access';
import { names } from '../shared/names';
import type { AzurermTypes } from '../types';

/** No role of Azure's own has these without letting change the endpoint. */
const ACTIONS = ['Microsoft.Cdn/profiles/afdendpoints/read', 'Microsoft.Cdn/profiles/afdendpoints/Purge/action'];

export class Invalidation extends neutral.Invalidation {
  constructor(
    scope: Construct,
    id: string,
    props: neutral.InvalidationProps,
    { foundation, infrastructure }: EdgeDeps<AzurermTypes>,
  ) {
    super(scope, id, props);
    const { principalId } = this.create('identity', DataAzurermUserAssignedIdentity, {
      name: infrastructure.name(names.identity, id),
      resourceGroupName: infrastructure.name(names.resourceGroup),
    });
    const { subscriptionId } = foundation;
    const role = this.create('invalidationRole', RoleDefinition, {
      name: this.name(names.role, id, 'invalidates'),
      description: 'Tells Front Door to drop what it keeps',
      scope: subscriptionId,
      assignableScopes: [subscriptionId],
      permissions: [{ actions: ACTIONS }],
    });
    for (const [of, endpoint] of this.caches)
      new Grant(this, of, { role: { id: role.roleDefinitionResourceId }, scope: endpoint, principalId });
  }
}
