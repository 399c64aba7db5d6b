/**
 * WorkloadIdentity on Azure: a user-assigned identity that trusts the cluster's word for one service account, and roles on
 * one container, secret or zone each.
 */
import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/workload-identity';
import type { IdentityDeps } from '../../../constructs/cloud';
import { Grant, type GrantProps } from '../iam/access';
import type { Cluster } from '../cluster/cluster';
import type { ExistingCluster } from '../cluster/existing-cluster';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import type { ObjectStore } from '../object-store/object-store';
import { groupsOf, zoneOf } from '../services/dns-zone';
import { SnapshotRole } from '../iam/snapshot-role';

/** Whom tokens of service accounts must be meant for, to be exchanged for tokens of Entra. */
const AUDIENCE = 'api://AzureADTokenExchange';

/** Roles by the ids of their grants: who asks twice gets one. */
type Grants = Record<string, Pick<GrantProps, 'role' | 'scope'>>;

export class WorkloadIdentity extends neutral.WorkloadIdentity {
  readonly account: UserAssignedIdentity;
  readonly credential: FederatedIdentityCredential;
  readonly grants: readonly Grant[];

  constructor(
    scope: Construct,
    id: string,
    props: neutral.WorkloadIdentityProps,
    private readonly deps: IdentityDeps<Foundation, ObjectStore>,
  ) {
    super(scope, id, props);
    this.account = this.createAccount();
    this.credential = this.createCredential();
    this.grants = this.createGrants({
      ...this.bucketGrants(),
      ...this.secretGrants(),
      ...this.zoneGrants(),
      ...this.snapshotGrants(),
    });
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

  /** Nobody waits until all of Azure knows: what runs as the identity comes by another apply, and tries again. */
  private createGrants(grants: Grants): Grant[] {
    const { principalId } = this.account;
    return Object.entries(grants).map(([id, grant]) => new Grant(this, id, { ...grant, principalId }));
  }

  /** Links that are signed for others can do no more than who signs them, and take a key of the whole account. */
  private bucketGrants(): Grants {
    const asked = neutral.bucketRights(this.props.rights);
    return Object.fromEntries(
      asked.flatMap(({ objectStore: bucket }) => {
        const { account, container } = this.deps.stores[bucket]!.store;
        const writes = asked.some((right) => right.objectStore === bucket && right.write);
        const role = writes ? 'Storage Blob Data Contributor' : 'Storage Blob Data Reader';
        return [
          [`bucket-${bucket}`, { role, scope: container.id }],
          [`links-${bucket}`, { role: 'Storage Blob Delegator', scope: account.id }],
        ];
      }),
    );
  }

  private secretGrants(): Grants {
    return Object.fromEntries(
      neutral
        .secretRights(this.props.rights)
        .flatMap(({ secret }) =>
          this.deps
            .secrets(secret)
            .map(({ reference: scope }, index) => [
              `secret-${secret}-${index + 1}`,
              { role: 'Key Vault Secrets User', scope },
            ]),
        ),
    );
  }

  /** External DNS looks zones up in their resource group: https://github.com/kubernetes-sigs/external-dns/issues/1973 */
  private zoneGrants(): Grants {
    const { dnsZones } = this.deps;
    const asked = neutral
      .zoneRights(this.props.rights)
      .map(({ dnsZone }) => ({ name: dnsZone, ...zoneOf(this.stack, dnsZones, dnsZone) }));
    return {
      ...Object.fromEntries(asked.map(({ name, id }) => [`zone-${name}`, { role: 'DNS Zone Contributor', scope: id }])),
      ...Object.fromEntries(
        groupsOf(asked).map(({ groupId }, index) => [`zones-${index + 1}`, { role: 'Reader', scope: groupId }]),
      ),
    };
  }

  /** Disks are with the nodes, and go with the cluster; snapshots stay in the environment's own group. */
  private snapshotGrants(): Grants {
    if (!neutral.mayUse(this.props.rights, 'volume-snapshots')) return {};
    const { foundation, cluster } = this.deps;
    // Which cloud's classes meet is known to the cloud alone: this one has no other clusters.
    const disks = (cluster as Cluster | ExistingCluster).nodeResourceGroupId;
    const snapshots = foundation.resourceGroup.id;
    const purpose = this.node.id;
    const role = { id: new SnapshotRole(this, 'snapshot-role', { purpose, groups: [snapshots, disks] }).roleId };
    return { disks: { role, scope: disks }, snapshots: { role, scope: snapshots } };
  }
}
