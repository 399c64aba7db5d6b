/** Access on Azure: roles on one scope each, and identities that services run as. */
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Sleep } from '@cdktf/provider-time/lib/sleep';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { Component } from '../../../core/cdktf/component';
import type { Group, RegionRole } from '../foundation/group';
import { names } from '../shared/names';

/** Azure answers "created" minutes before every one of its machines knows of a role. */
export const ROLE_PROPAGATION = '120s';

export interface GrantProps {
  /** Name of a built-in role, `Network Contributor`, or the id of a role's definition. */
  readonly role: string | { readonly id: string };
  /** Id of the resource on which the role is given. */
  readonly scope: string;
  /** Object id of the identity that gets it. */
  readonly principalId: string;
  /** False for people, and for whoever runs Terraform, who may be one. @default true */
  readonly service?: boolean;
}

/** One role of one identity on one resource. */
export class Grant extends Component<GrantProps> {
  readonly assignment: RoleAssignment;

  constructor(scope: Construct, id: string, props: GrantProps) {
    super(scope, id, props);
    const { role, scope: deps, principalId, service = true } = props;
    this.assignment = this.createMain('roleAssignment', RoleAssignment, {
      scope: deps,
      ...(typeof role === 'string' ? { roleDefinitionName: role } : { roleDefinitionId: role.id }),
      principalId,
      // An identity that is seconds old is not yet found in the directory, and need not be.
      ...(service && { principalType: 'ServicePrincipal', skipServicePrincipalAadCheck: true }),
    });
  }
}

/** Waits until new grants are known everywhere; waits again when one is replaced. */
export class Propagation extends Component<{ readonly grants: Readonly<Record<string, Grant>> }> {
  readonly sleep: Sleep;

  constructor(scope: Construct, id: string, props: { readonly grants: Readonly<Record<string, Grant>> }) {
    super(scope, id, props);
    this.sleep = this.createMain('propagation', Sleep, {
      createDuration: ROLE_PROPAGATION,
      triggers: Object.fromEntries(Object.entries(props.grants).map(([name, { assignment }]) => [name, assignment.id])),
    });
  }
}

export interface IdentityProps {
  /** What it is for: the last part of its name. */
  readonly purpose: string;
  /** Where it lives: a service can only run as an identity of its own region in some cases. @default 'primary' */
  readonly place?: RegionRole;
  /** What it may do: a built-in role on a resource, by any name. @default - nothing */
  readonly roles?: Readonly<Record<string, { readonly role: string; readonly scope: string }>>;
}

/** A user-assigned identity and what it may do. */
export class Identity extends Component<IdentityProps> {
  readonly identity: UserAssignedIdentity;
  /** What must exist before a service uses the identity: depend on these, not on the identity alone. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: IdentityProps, { foundation }: { foundation: Group }) {
    super(scope, id, props);
    this.identity = this.createMain('identity', UserAssignedIdentity, {
      name: this.name(names.identity, props.purpose),
      location: foundation.location(props.place ?? 'primary'),
      resourceGroupName: foundation.resourceGroupName,
    });
    const grants = Object.fromEntries(
      Object.entries(props.roles ?? {}).map(([name, deps]) => [
        name,
        new Grant(this, name, { ...deps, principalId: this.principalId }),
      ]),
    );
    this.ready =
      Object.keys(grants).length === 0
        ? []
        : [
            ...Object.values(grants).map(({ assignment }) => assignment),
            new Propagation(this, 'propagation', { grants }).sleep,
          ];
  }

  /** Resource id, which services that run as the identity refer to. */
  get identityId(): string {
    return this.identity.id;
  }

  get clientId(): string {
    return this.identity.clientId;
  }

  /** Object id, which roles are given to. */
  get principalId(): string {
    return this.identity.principalId;
  }
}
