/** DeployIdentity on Azure: a user-assigned identity that runs of a pipeline assume by their tokens, with the rights of what they deploy. */
import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { RoleDefinition } from '@cdktf/provider-azurerm/lib/role-definition';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';

import type { Cluster as AnyCluster } from '../../../constructs/cluster/contract';
import * as neutral from '../../../constructs/deploy-identity';
import type { Outputs } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { shortHash } from '../../../core/names';
import { Cluster } from '../cluster/cluster';
import { ADMINISTRATOR_ROLES, PLAN_PERMISSIONS } from '../cluster/cluster-access';
import type { Foundation } from '../foundation/foundation';
import { APPLY, PLAN } from '../foundation/vault-operators';
import { Grant, type GrantProps } from '../iam/access';
import { AUDIENCE } from '../iam/tokens';
import type { ObjectStore } from '../object-store/object-store';
import { names } from '../shared/names';
import { containerId, WRITE_OBJECTS } from './state';

declare module '../../../constructs/deploy-identity/schema' {
  interface DeployIdentityOverrides {
    readonly azurerm?: {
      readonly identity?: Partial<
        import('@cdktf/provider-azurerm/lib/user-assigned-identity').UserAssignedIdentityConfig
      >;
      readonly credential?: Partial<
        import('@cdktf/provider-azurerm/lib/federated-identity-credential').FederatedIdentityCredentialConfig
      >;
      readonly readRole?: Partial<import('@cdktf/provider-azurerm/lib/role-definition').RoleDefinitionConfig>;
    };
  }
}

/** Resources of the identity itself, which its plan reads, too. */
const OWN = ['azurerm_role_assignment', 'azurerm_role_definition'];

export class DeployIdentity extends neutral.DeployIdentity {
  private readonly account: UserAssignedIdentity;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DeployIdentityProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.account = this.createMain('identity', UserAssignedIdentity, {
      name: this.name(names.identity, id),
      location: deps.foundation.location(),
      resourceGroupName: deps.foundation.resourceGroupName,
    });
    this.createCredentials();
  }

  get identity(): string {
    return this.account.clientId;
  }

  override outputs(): Outputs {
    const { tenantId: tenant, target } = this.deps.foundation;
    return { identity: this.identity, tenant, subscription: target.subscription };
  }

  allow(allowed: neutral.Allowed<ObjectStore>): void {
    const { subscriptionId: subscription } = this.deps.foundation;
    this.allowReading(allowed, subscription);
    for (const policy of this.props.policies.azurerm ?? [])
      this.grant(`policy-${shortHash(policy)}`, policy.startsWith('/') ? { id: policy } : policy, subscription);
    this.openVaults();
    for (const id of this.props.upload) this.allowUploads(id, present(allowed.stores[id], `objectStores.${id}`));
    this.openState(allowed.stacks);
    if (allowed.cluster) this.admit(allowed.cluster);
  }

  /** One after the other, because Azure takes one change of an identity at a time. */
  private createCredentials(): void {
    const { issuer, subjects } = this.trust;
    subjects.reduce<FederatedIdentityCredential[]>((before, { text: subject }) => {
      const id = shortHash(subject);
      const credential = this.createAs('credential', `credential-${id}`, FederatedIdentityCredential, {
        name: this.name(names.federatedCredential, this.node.id, id),
        resourceGroupName: this.deps.foundation.resourceGroupName,
        parentId: this.account.id,
        issuer,
        subject,
        audience: [AUDIENCE],
        ...(before.length > 0 && { dependsOn: before }),
      });
      return [credential];
    }, []);
  }

  private grant(id: string, role: GrantProps['role'], scope: string): Grant {
    return new Grant(this, id, { role, scope, principalId: this.account.principalId });
  }

  private allowReading({ reads }: neutral.Allowed<ObjectStore>, scope: string): void {
    const actions = [...reads(OWN)];
    if (actions.length === 0) return;
    const role = this.create('readRole', RoleDefinition, {
      name: this.name(names.role, this.node.id, 'reads'),
      description: 'Reads what Terraform reads when it plans',
      scope,
      assignableScopes: [scope],
      permissions: [{ actions }],
    });
    this.grant('read', { id: role.roleDefinitionResourceId }, scope);
  }

  /** On the group, which holds the environment's vaults and nobody else's. */
  private openVaults(): void {
    const roles = this.applies('infrastructure') ? APPLY : PLAN;
    if (!this.plans('infrastructure') && !this.plans('platform')) return;
    for (const [name, role] of Object.entries(roles))
      this.grant(`vault-${name}`, role, this.deps.foundation.resourceGroup.id);
  }

  private allowUploads(id: string, store: ObjectStore): void {
    const { assignment } = this.grant(`upload-${id}`, WRITE_OBJECTS, store.store.container.id);
    store.include(assignment);
  }

  private openState(stacks: readonly string[]): void {
    const { state } = this.stack;
    if (state.kind !== 'azurerm' || stacks.length === 0) return;
    this.grant('state', WRITE_OBJECTS, containerId(state, this.deps.foundation.subscriptionId));
  }

  private admit(cluster: AnyCluster): void {
    if (!(cluster instanceof Cluster)) return;
    const scope = cluster.cluster.id;
    if (this.deploys) this.grant('cluster-entry', ADMINISTRATOR_ROLES.user, scope);
    if (!this.plans('platform')) return;
    if (this.applies('platform')) {
      for (const [name, role] of Object.entries(ADMINISTRATOR_ROLES)) this.grant(`cluster-${name}`, role, scope);
      return;
    }
    const { id: group } = this.deps.foundation.resourceGroup;
    const role = this.create('clusterRole', RoleDefinition, {
      name: this.name(names.role, this.node.id, 'cluster'),
      description: 'Reads everything in the cluster',
      scope: group,
      assignableScopes: [group],
      permissions: [PLAN_PERMISSIONS],
    });
    this.grant('cluster', { id: role.roleDefinitionResourceId }, scope);
  }
}
