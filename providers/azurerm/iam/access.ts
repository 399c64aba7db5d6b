/** Access on Azure: grants of one role on one resource, and identities that services run as. */
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import { Component } from '../../../core/cdktf/component';
import { mapValues } from '../../../core/records';
import type { Group } from '../foundation/group';
import { names } from '../shared/names';

/**
 * Azure reports a role as created before all of its machines know it: as long as Azure's own modules wait in their examples
 * (https://github.com/Azure/terraform-azurerm-avm-res-keyvault-vault, `wait_for_rbac_before_key_operations`).
 */
export const ROLE_PROPAGATION = '60s';

export interface GrantProps {
  /** Name of a built-in role (`Network Contributor`), or the id of a role definition. */
  readonly role: string | { readonly id: string };
  /** Id of the resource on which the role is granted. */
  readonly scope: string;
  /** Object id of the identity that gets the role. */
  readonly principalId: string;
  /** False for people and groups, and for who runs Terraform, which may be either. @default true */
  readonly service?: boolean;
  /** Whether it goes only after its users have been told to do without it. @default false */
  readonly outlivesUse?: boolean | undefined;
}

/** One role of one identity on one resource. */
export class Grant extends Component<GrantProps> {
  readonly assignment: RoleAssignment;

  constructor(scope: Construct, id: string, props: GrantProps) {
    super(scope, id, props);
    const { role, principalId, service = true, outlivesUse = false } = props;
    this.assignment = this.createMain('roleAssignment', RoleAssignment, {
      scope: props.scope,
      ...(typeof role === 'string' ? { roleDefinitionName: role } : { roleDefinitionId: role.id }),
      principalId,
      // A new identity is not in the directory yet, and does not have to be.
      ...(service && { principalType: 'ServicePrincipal', skipServicePrincipalAadCheck: true }),
      ...(outlivesUse && { lifecycle: { createBeforeDestroy: true } }),
    });
  }
}

export interface PropagationProps {
  readonly grants: Readonly<Record<string, Grant>>;
}

/** Waits until new grants take effect everywhere, and waits again when one of them is replaced. */
export class Propagation extends Component<PropagationProps> {
  readonly sleep: Sleep;

  constructor(scope: Construct, id: string, props: PropagationProps) {
    super(scope, id, props);
    this.sleep = this.createMain('propagation', Sleep, {
      createDuration: ROLE_PROPAGATION,
      triggers: mapValues(props.grants, (_, { assignment }) => assignment.id),
    });
  }
}

type IdentityRole = Pick<GrantProps, 'scope' | 'outlivesUse'> & { readonly role: string };

export interface IdentityProps {
  /** Purpose of the identity, which becomes the last part of its name. */
  readonly purpose: string;
  /** The identity's region: some services can only run as an identity of their own region. @default 'primary' */
  readonly region?: RegionRole;
  /** The identity's roles: each a built-in role on a resource, under any name. @default - no roles */
  readonly roles?: Readonly<Record<string, IdentityRole>>;
}

/** A user-assigned identity with its roles. */
export class Identity extends Component<IdentityProps> {
  readonly identity: UserAssignedIdentity;
  /** Resources on which users of the identity must depend: the identity alone is not enough. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: IdentityProps, { foundation }: { foundation: Group }) {
    super(scope, id, props);
    this.identity = this.createMain('identity', UserAssignedIdentity, {
      name: this.name(names.identity, props.purpose),
      location: foundation.location(props.region),
      resourceGroupName: foundation.resourceGroupName,
    });
    this.ready = this.createGrants();
  }

  /** Resource id, to which services that run as the identity refer. */
  get identityId(): string {
    return this.identity.id;
  }

  get clientId(): string {
    return this.identity.clientId;
  }

  /** Object id, to which roles are granted. */
  get principalId(): string {
    return this.identity.principalId;
  }

  private createGrants(): ITerraformDependable[] {
    const { roles = {} } = this.props;
    if (Object.keys(roles).length === 0) return [];
    const { principalId } = this;
    const grants = mapValues(roles, (name, role) => new Grant(this, name, { ...role, principalId }));
    const { sleep } = new Propagation(this, 'propagation', { grants });
    return [...Object.values(grants).map(({ assignment }) => assignment), sleep];
  }
}
