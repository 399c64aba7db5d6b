/**
 * Rights of the cluster's control plane on the gateway's address: it looks for the address in the list of its group, which no
 * role on the address alone allows, and gives it to its load balancer: learn.microsoft.com/azure/aks/static-ip,
 * github.com/kubernetes-sigs/cloud-provider-azure/blob/v1.36.5/pkg/provider/azure_publicip_repo.go (`newPIPCache`)
 */
import type { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import type { Foundation } from '../foundation/foundation';
import { Grant } from '../iam/access';
import { names } from '../shared/names';

export interface AddressAccessProps {
  readonly address: PublicIp;
  /** Object id of the control plane's identity. */
  readonly principalId: string;
}

export class AddressAccess extends Component<AddressAccessProps> {
  constructor(
    scope: Construct,
    id: string,
    props: AddressAccessProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { address, principalId } = props;
    const { id: group } = deps.foundation.resourceGroup;
    const { roleDefinitionResourceId } = this.createRole();
    new Grant(this, 'list', { role: { id: roleDefinitionResourceId }, scope: group, principalId });
    new Grant(this, 'use', { role: 'Network Contributor', scope: address.id, principalId });
  }

  /** Rather than Reader, which the identity may have on the group already: Azure takes a role once. */
  private createRole(): RoleDefinition {
    const { id: scope } = this.deps.foundation.resourceGroup;
    return this.create('role', RoleDefinition, {
      name: this.name(names.role, 'load-balancer', 'addresses'),
      description: 'Find a public address in the list of its group',
      scope,
      assignableScopes: [scope],
      permissions: [{ actions: ['Microsoft.Network/publicIPAddresses/read'] }],
    });
  }
}
