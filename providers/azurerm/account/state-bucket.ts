/**
 * The container of Terraform's state, with the names that `state` says: an account and a group of its own. Who applies and who
 * only plans both write to it, because a plan locks the state, too.
 */
import { KeyVaultKey } from '@cdktf/provider-azurerm/lib/key-vault-key';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { StorageAccount } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageManagementPolicy } from '@cdktf/provider-azurerm/lib/storage-management-policy';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { AccountProps } from '../../../constructs/account';
import { Component } from '../../../core/cdktf/component';
import type { State } from '../../../core/words/state';
import { KEY_USER_ROLE, rotatedKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Grant, Identity } from '../iam/access';
import { Lock } from '../shared/lock';
import { names } from '../shared/names';
import { HARDENED_ACCOUNT, redundancyIn } from '../shared/storage-account';

export type StateBucketProps = NonNullable<AccountProps['state']>;

/** Last part of the names of the key, and of the identity that may use it. */
const STATE = 'state';
/** Reads, writes and leases of objects, by which states are locked. */
const OPERATOR_ROLE = 'Storage Blob Data Contributor';

export class StateBucket extends Component<StateBucketProps> {
  readonly account: StorageAccount;
  readonly container: StorageContainer;
  private readonly key: KeyVaultKey;

  constructor(
    scope: Construct,
    id: string,
    props: StateBucketProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    const { resourceGroup, storageAccount, container } = placeOf(this.stack.state);
    this.key = this.createKey();
    this.account = this.createAccount(storageAccount, this.createGroup(resourceGroup));
    this.container = this.createContainer(container);
    const parts = [this.container, this.createLifecycle(), ...this.admitOperators()];
    if (props.deletionProtection) new Lock(this, 'lock', { resourceId: this.account.id, parts });
  }

  get keyId(): string {
    return this.key.versionlessId;
  }

  private createKey(): KeyVaultKey {
    const { deletionProtection } = this.props;
    const { keys } = this.deps.foundation.props;
    return this.createAs('stateKey', 'key', KeyVaultKey, {
      name: this.name(names.key, STATE),
      ...rotatedKey({ ...keys, region: 'primary', deletionProtection }, this.deps),
    });
  }

  private createGroup(name: string): ResourceGroup {
    return this.createAs('stateGroup', 'group', ResourceGroup, {
      name,
      location: this.deps.foundation.location(),
      lifecycle: { preventDestroy: this.props.deletionProtection },
    });
  }

  private createAccount(name: string, { name: resourceGroupName }: ResourceGroup): StorageAccount {
    const { foundation } = this.deps;
    const { versionDays: days, deletionProtection: preventDestroy } = this.props;
    const { identityId, ready } = this.createKeyUser();
    return this.createMain('stateAccount', StorageAccount, {
      name,
      location: foundation.location(),
      resourceGroupName,
      ...HARDENED_ACCOUNT,
      accessTier: 'Hot',
      accountReplicationType: redundancyIn(foundation.location()),
      sharedAccessKeyEnabled: false,
      infrastructureEncryptionEnabled: true,
      // Terraform runs wherever operators are; Entra alone decides about access.
      publicNetworkAccessEnabled: true,
      networkRules: { defaultAction: 'Allow', bypass: ['AzureServices'] },
      identity: { type: 'UserAssigned', identityIds: [identityId] },
      customerManagedKey: { keyVaultKeyId: this.keyId, userAssignedIdentityId: identityId },
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days, permanentDeleteEnabled: false },
        containerDeleteRetentionPolicy: { days },
      },
      dependsOn: [...ready],
      lifecycle: { preventDestroy },
    });
  }

  private createKeyUser(): Identity {
    const roles = { key: { role: KEY_USER_ROLE, scope: this.key.resourceVersionlessId, outlivesUse: true } };
    return new Identity(this, 'key-user', { purpose: STATE, roles }, this.deps);
  }

  private createContainer(name: string): StorageContainer {
    return this.createAs('stateContainer', 'container', StorageContainer, {
      name,
      storageAccountId: this.account.id,
      containerAccessType: 'private',
      lifecycle: { preventDestroy: this.props.deletionProtection },
    });
  }

  /** Azure counts from when a version was written. It can be restored for as many days again, so that none is lost too soon. */
  private createLifecycle(): TerraformResource {
    return this.createAs('stateLifecycle', 'lifecycle', StorageManagementPolicy, {
      storageAccountId: this.account.id,
      rule: [
        {
          name: 'old-versions',
          enabled: true,
          filters: { blobTypes: ['blockBlob'] },
          actions: { version: { deleteAfterDaysSinceCreation: this.props.versionDays } },
        },
      ],
    });
  }

  private admitOperators(): TerraformResource[] {
    const { apply, plan } = this.deps.foundation.target.operators;
    const scope = this.container.id;
    return [...new Set([...apply, ...plan])].map(
      (principalId) =>
        new Grant(this, `operator-${principalId}`, { role: OPERATOR_ROLE, scope, principalId, service: false })
          .assignment,
    );
  }
}

type Place = Extract<State, { kind: 'azurerm' }>;

function placeOf(state: State): Place {
  if (state.kind !== 'azurerm') throw new Error(`state of the kind ${state.kind} has no container`);
  return state;
}
