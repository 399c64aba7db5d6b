/**
 * WorkloadIdentity on Azure: a user-assigned identity that the cluster's tokens of one service account can assume, with
 * roles on single containers, secrets and zones, and users of caches. In databases it is a role that these make themselves.
 */
import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { PostgresqlFlexibleServerActiveDirectoryAdministrator as Administrator } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';

import type { IdentityDeps } from '../../../constructs/cloud';
import * as neutral from '../../../constructs/workload-identity';
import { present } from '../../../core/invariant';
import type { Cluster } from '../cluster/cluster';
import type { ExistingCluster } from '../cluster/existing-cluster';
import type { DnsZone } from '../dns-zone/dns-zone';
import type { Foundation } from '../foundation/foundation';
import type { Vault } from '../foundation/vault';
import { Grant, type GrantProps } from '../iam/access';
import { SnapshotRole, type SnapshotRoleProps } from '../iam/snapshot-role';
import { AUDIENCE } from '../iam/tokens';
import { administratorOf } from '../managed-postgres/administrators';
import { roleOfIdentity } from '../managed-postgres/identity-role';
import type { ManagedPostgres } from '../managed-postgres/managed-postgres';
import { AccessPolicyAssignment } from '../managed-redis/access-policy-assignment';
import type { ManagedRedis } from '../managed-redis/managed-redis';
import type { ObjectStore } from '../object-store/object-store';
import { applicationInsights } from '../shared/application-insights';
import { names } from '../shared/names';
import { registriesByName } from '../shared/registries';

/** Roles by the ids of their grants, so that a repeated right is granted once. */
type Grants = Record<
  string,
  Pick<GrantProps, 'role' | 'scope'> & {
    /** What they are on, where it may be locked. */
    readonly inside?: ObjectStore | Vault;
  }
>;

export class WorkloadIdentity extends neutral.WorkloadIdentity {
  readonly account: UserAssignedIdentity;
  readonly credential: FederatedIdentityCredential;
  readonly grants: readonly Grant[];

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WorkloadIdentityProps,
    private readonly deps: IdentityDeps<Foundation, ObjectStore, ManagedPostgres, ManagedRedis, DnsZone>,
  ) {
    super(scope, id, props);
    this.account = this.createAccount();
    this.credential = this.createCredential();
    this.grants = this.createGrants({
      ...this.bucketGrants(),
      ...this.secretGrants(),
      ...this.zoneGrants(),
      ...this.snapshotGrants(),
      ...this.imageGrants(),
      ...this.telemetryGrants(),
    });
    this.grantCaches();
    this.administerDatabases();
  }

  get identity(): string {
    return this.account.clientId;
  }

  private createAccount(): UserAssignedIdentity {
    const { foundation } = this.deps;
    return this.createMain('identity', UserAssignedIdentity, {
      name: this.name(names.identity, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
    });
  }

  private createCredential(): FederatedIdentityCredential {
    const { namespace, serviceAccount } = this.props;
    return this.create('credential', FederatedIdentityCredential, {
      name: this.name(names.federatedCredential, this.node.id),
      resourceGroupName: this.deps.foundation.resourceGroupName,
      parentId: this.account.id,
      issuer: this.deps.cluster.identityIssuer,
      subject: `system:serviceaccount:${namespace}:${serviceAccount}`,
      audience: [AUDIENCE],
    });
  }

  /** Without waiting for propagation: pods that run as the identity start in a later apply, and retry. */
  private createGrants(grants: Grants): Grant[] {
    const { principalId } = this.account;
    return Object.entries(grants).map(([id, { role, scope, inside }]) => {
      const grant = new Grant(this, id, { role, scope, principalId });
      inside?.include(grant.assignment);
      return grant;
    });
  }

  /** Signed links can do no more than their signer, and signing them takes a key of the whole account. */
  private bucketGrants(): Grants {
    const rights = neutral.bucketRights(this.props.rights);
    return Object.fromEntries(
      rights.flatMap(({ objectStore }) => {
        const store = present(this.deps.stores[objectStore], `objectStores.${objectStore}`);
        const { account, container } = store.store;
        const writes = rights.some((right) => right.objectStore === objectStore && right.write);
        const role = writes ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
        return [
          [`bucket-${objectStore}`, { role, scope: container.id, inside: store }],
          [`links-${objectStore}`, { role: 'Storage Blob Delegator', scope: account.id, inside: store }],
        ];
      }),
    );
  }

  private secretGrants(): Grants {
    const role = 'Key Vault Secrets User';
    const inside = this.deps.foundation.secretVault;
    const stored = Object.entries(this.deps.secrets(this.props.rights));
    return Object.fromEntries(
      stored.map(([name, { reference: scope }]) => [`secret-${name}`, { role, scope, inside }]),
    );
  }

  private grantCaches(): void {
    for (const id of new Set(neutral.cacheRights(this.props.rights).map(({ cache }) => cache))) {
      const cache = present(this.deps.caches[id], `caches.${id}`);
      const config = { managedRedisId: cache.store.id, objectId: this.account.principalId };
      cache.include(this.createAs('cacheRight', `cache-${id}`, AccessPolicyAssignment, config));
    }
  }

  /** Only an administrator that is an identity itself may say in a server which identities sign in. */
  private administerDatabases(): void {
    const { databases, foundation } = this.deps;
    const principalName = roleOfIdentity(present(this.account.nameInput, 'name of the identity'));
    for (const { identitiesOf: id } of neutral.identityRights(this.props.rights)) {
      const database = present(databases[id], `databases.${id}`);
      const principal = { id: this.account.principalId, type: 'ServicePrincipal' } as const;
      const administrator = this.createAs('administrator', `database-${id}`, Administrator, {
        ...administratorOf(database.server.name, foundation, [principalName, principal]),
        dependsOn: [...database.settled],
      });
      database.include(administrator);
    }
  }

  /** External DNS lists the zones of a resource group: https://github.com/kubernetes-sigs/external-dns/issues/1973 */
  private zoneGrants(): Grants {
    const { dnsZones } = this.deps;
    const zones = neutral
      .zoneRights(this.props.rights)
      .map(({ dnsZone }) => [dnsZone, present(dnsZones[dnsZone], `dnsZones.${dnsZone}`)] as const);
    const groups = new Map(zones.map(([, { groupId }]) => [groupId.toLowerCase(), groupId]));
    return {
      ...Object.fromEntries(
        zones.map(([name, { zoneId }]) => [`zone-${name}`, { role: 'DNS Zone Contributor', scope: zoneId }]),
      ),
      ...Object.fromEntries(
        [...groups.values()].map((scope, index) => [`zones-${index + 1}`, { role: 'Reader', scope }]),
      ),
    };
  }

  /**
   * Disks are in the nodes' group, which is deleted with the cluster; snapshots stay in the environment's own group.
   */
  private snapshotGrants(): Grants {
    if (!neutral.mayUse(this.props.rights, 'volume-snapshots')) return {};
    const { foundation, cluster } = this.deps;
    // The contract is neutral, but on Azure there are no other classes of clusters.
    const disks = (cluster as Cluster | ExistingCluster).nodeResourceGroupId;
    const snapshots = foundation.resourceGroup.id;
    const props: SnapshotRoleProps = { purpose: this.node.id, groups: [snapshots, disks] };
    const role = { id: new SnapshotRole(this, 'snapshot-role', props).roleId };
    return { disks: { role, scope: disks }, snapshots: { role, scope: snapshots } };
  }

  /** On the registries that nodes pull from, too. */
  private imageGrants(): Grants {
    if (!neutral.mayUse(this.props.rights, 'images')) return {};
    const registries = registriesByName(this.deps.foundation.target);
    return Object.fromEntries(
      Object.entries(registries).map(([name, scope]) => [`registry-${name}`, { role: 'AcrPull', scope }]),
    );
  }

  /** Application Insights takes traces by the same role as metrics: learn.microsoft.com/azure/azure-monitor/app/azure-ad-authentication */
  private telemetryGrants(): Grants {
    if (neutral.signalsOf(this.props.rights).length === 0) return {};
    const { id: scope } = applicationInsights(this.deps.foundation, 'telemetry');
    return { telemetry: { role: 'Monitoring Metrics Publisher', scope } };
  }
}
