/**
 * ObjectStore on Azure: a storage account with one container in it, since versions, keys, logs and lifecycles are settings of an
 * account. The replica is a second account in the other region.
 */
import { StorageAccount, type StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer, type StorageContainerConfig } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy';
import {
  StorageManagementPolicy,
  type StorageManagementPolicyConfig,
  type StorageManagementPolicyRule,
} from '@cdktf/provider-azurerm/lib/storage-management-policy';
import { StorageObjectReplication } from '@cdktf/provider-azurerm/lib/storage-object-replication';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import * as neutral from '../../../constructs/object-store';
import { keyFor } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { RegionRole } from '../foundation/group';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { AzureNetwork } from '../network/network';
import { PrivateEndpoint } from '../network/private-endpoint';
import { REGIONS_WITHOUT_ZONES } from '../shared/regions';

declare module '../../../constructs/object-store/schema' {
  interface ObjectStoreOverrides {
    readonly azurerm?: {
      readonly account?: StorageAccountConfig;
      readonly container?: StorageContainerConfig;
      readonly lifecycle?: StorageManagementPolicyConfig;
    };
  }
}

/**
 * Three copies in as many zones, where the region has zones. Azure changes this to or from a kind without zones only by replacing the
 * account, so it depends on nothing that a topology may change later.
 */
export const redundancyIn = (region: string): string => (REGIONS_WITHOUT_ZONES.includes(region) ? 'LRS' : 'ZRS');
/** Days for which deleted objects and containers can be brought back, by Azure's own default. */
const UNDELETE_DAYS = 7;
const LOG_CATEGORIES = {
  StorageRead: 'StorageBlobLogs',
  StorageWrite: 'StorageBlobLogs',
  StorageDelete: 'StorageBlobLogs',
};
/** Azure's own names for colder classes. */
const TIERS = { infrequent: 'Cool', cold: 'Cold', archive: 'Archive' } as const;

/** An account, its container and all that hangs on them. */
interface Store {
  readonly account: StorageAccount;
  readonly container: StorageContainer;
  readonly parts: readonly ITerraformDependable[];
}

export class ObjectStore extends neutral.ObjectStore {
  readonly store: Store;
  readonly replica: Store | undefined;
  readonly locks: readonly Lock[];

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.store = this.createStore('primary');
    this.replica = props.replication ? this.createStore('secondary') : undefined;
    const replication = this.replicate();
    const retention = this.lockObjects(replication);
    this.locks = props.deletionProtection ? this.protect([...replication, ...retention]) : [];
  }

  /** The container's name: which account it is in, the endpoint says. */
  get bucket(): string {
    return this.store.container.name;
  }

  get endpoint(): string {
    return endpointOf(this.store);
  }

  get replicaBucket(): string | undefined {
    return this.replica?.container.name;
  }

  override outputs() {
    return { ...super.outputs(), ...(this.replica && { replica_endpoint: endpointOf(this.replica) }) };
  }

  private createStore(place: RegionRole): Store {
    const account = this.createAccount(place);
    const container = this.createAs('container', this.idOf('container', place), StorageContainer, {
      name: this.name(names.storageContainer, ...this.part(place)),
      // By the account's id, which is a call to Azure's management: by its name it would be one to the closed account.
      storageAccountId: account.id,
      containerAccessType: 'private',
    });
    const parts = [
      ...this.createLifecycle(account, container, place),
      ...this.createEndpoint(account, place),
      ...this.createLogs(account, place),
    ];
    return { account, container, parts: [container, ...parts] };
  }

  private createAccount(place: RegionRole): StorageAccount {
    const { foundation } = this.deps;
    const key = keyFor(this, this.props.encryptionKey, `objects of "${this.node.id}"`, foundation, place);
    const { versioning, replication } = this.props;
    return this.createAs('account', this.idOf('Default', place), StorageAccount, {
      name: this.name(names.storageAccount, ...this.part(place)),
      location: foundation.location(place),
      resourceGroupName: foundation.resourceGroupName,
      accountKind: 'StorageV2',
      accountTier: 'Standard',
      accessTier: 'Hot',
      accountReplicationType: redundancyIn(foundation.location(place)),
      httpsTrafficOnlyEnabled: true,
      minTlsVersion: 'TLS1_2',
      allowNestedItemsToBePublic: false,
      sharedAccessKeyEnabled: false,
      localUserEnabled: false,
      defaultToOauthAuthentication: true,
      crossTenantReplicationEnabled: false,
      infrastructureEncryptionEnabled: true,
      ...this.firewall(),
      ...(key && {
        identity: { type: 'UserAssigned', identityIds: [key.identityId] },
        customerManagedKey: { keyVaultKeyId: key.keyId, userAssignedIdentityId: key.identityId },
        dependsOn: [...key.dependsOn],
      }),
      blobProperties: {
        versioningEnabled: versioning,
        // Replication reads from it what changed.
        changeFeedEnabled: replication && place === 'primary',
        lastAccessTimeEnabled: false,
        deleteRetentionPolicy: { days: UNDELETE_DAYS, permanentDeleteEnabled: false },
        containerDeleteRetentionPolicy: { days: UNDELETE_DAYS },
        ...(this.props.cors.length > 0 && { corsRule: this.props.cors.map(corsRule) }),
      },
    });
  }

  /** With an address in the network an account is closed to the internet; without, Entra's word decides alone. */
  private firewall(): Partial<StorageAccountConfig> {
    const isPrivate = this.deps.network.endpointPlace('objectStorage') !== undefined;
    return {
      publicNetworkAccessEnabled: !isPrivate,
      networkRules: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: ['AzureServices'] },
    };
  }

  private createLifecycle(
    account: StorageAccount,
    container: StorageContainer,
    place: RegionRole,
  ): StorageManagementPolicy[] {
    const rule = Object.entries(this.props.lifecycle).map(([name, it]) =>
      lifecycleRule(name, it, container.nameInput!),
    );
    if (rule.length === 0) return [];
    return [
      this.createAs('lifecycle', this.idOf('lifecycle', place), StorageManagementPolicy, {
        storageAccountId: account.id,
        rule,
        dependsOn: [container],
      }),
    ];
  }

  /** The replica has its address in the first region too: there is no other network that would read it. */
  private createEndpoint(account: StorageAccount, place: RegionRole): ITerraformDependable[] {
    const at = this.deps.network.endpointPlace('objectStorage');
    if (!at) return [];
    const props = { purpose: this.part(place).join('-'), resourceId: account.id, subresource: 'blob', place: at };
    return [new PrivateEndpoint(this, this.idOf('endpoint', place), props, this.deps).endpoint];
  }

  private createLogs(account: StorageAccount, place: RegionRole): ITerraformDependable[] {
    if (this.props.accessLogs === false) return [];
    const { retentionDays } = this.props.accessLogs;
    const props = { retentionDays, resourceId: `${account.id}/blobServices/default`, categories: LOG_CATEGORIES };
    return [new Logs(this, this.idOf('logs', place), props, this.deps).setting];
  }

  /** Copies are locked as the originals are, once there is something that copies them. */
  private lockObjects(after: readonly ITerraformDependable[]): ITerraformDependable[] {
    const { retentionLock } = this.props;
    if (!retentionLock) return [];
    const lock = ({ container }: Store, place: RegionRole) =>
      this.createAs('retentionLock', this.idOf('retention-lock', place), StorageContainerImmutabilityPolicy, {
        storageContainerResourceManagerId: container.id,
        immutabilityPeriodInDays: retentionLock.days,
        locked: retentionLock.permanent,
        protectedAppendWritesAllEnabled: false,
        protectedAppendWritesEnabled: false,
        dependsOn: [...after],
      });
    return [lock(this.store, 'primary'), ...(this.replica ? [lock(this.replica, 'secondary')] : [])];
  }

  private replicate(): ITerraformDependable[] {
    if (!this.replica) return [];
    return [
      this.create('replication', StorageObjectReplication, {
        sourceStorageAccountId: this.store.account.id,
        destinationStorageAccountId: this.replica.account.id,
        rules: [
          {
            sourceContainerName: this.store.container.name,
            destinationContainerName: this.replica.container.name,
            copyBlobsCreatedAfter: 'Everything',
          },
        ],
      }),
    ];
  }

  private protect(parts: readonly ITerraformDependable[]): Lock[] {
    const lock = (store: Store, place: RegionRole) =>
      new Lock(this, this.idOf('lock', place), { resourceId: store.account.id, after: [...store.parts, ...parts] });
    return [lock(this.store, 'primary'), ...(this.replica ? [lock(this.replica, 'secondary')] : [])];
  }

  private part(place: RegionRole): string[] {
    return place === 'primary' ? [this.node.id] : [this.node.id, 'replica'];
  }

  private idOf(id: string, place: RegionRole): string {
    return place === 'primary' ? id : id === 'Default' ? 'replica' : `replica-${id}`;
  }
}

const endpointOf = ({ account, container }: Store): string => `${account.primaryBlobEndpoint}${container.name}`;

/** Azure wants a header in each list, and takes an empty one for none. */
const headers = (list: readonly string[]): string[] => (list.length > 0 ? [...list] : ['']);

const corsRule = ({
  origins,
  methods,
  headers: allowed,
  exposeHeaders,
  maxAgeSeconds,
}: neutral.ObjectStoreProps['cors'][number]) => ({
  allowedOrigins: origins,
  allowedMethods: methods,
  allowedHeaders: headers(allowed),
  exposedHeaders: headers(exposeHeaders),
  maxAgeInSeconds: maxAgeSeconds,
});

function lifecycleRule(name: string, rule: neutral.LifecycleRule, container: string): StorageManagementPolicyRule {
  const { prefix = '', transitions, expireAfterDays, expireOldVersionsAfterDays } = rule;
  const baseBlob = {
    ...Object.fromEntries(
      transitions.map(({ to, afterDays }) => [`tierTo${TIERS[to]}AfterDaysSinceModificationGreaterThan`, afterDays]),
    ),
    ...(expireAfterDays !== undefined && { deleteAfterDaysSinceModificationGreaterThan: expireAfterDays }),
  };
  return {
    name,
    enabled: true,
    filters: { blobTypes: ['blockBlob'], prefixMatch: [`${container}/${prefix}`] },
    actions: {
      ...(Object.keys(baseBlob).length > 0 && { baseBlob }),
      ...(expireOldVersionsAfterDays !== undefined && {
        version: { deleteAfterDaysSinceCreation: expireOldVersionsAfterDays },
      }),
    },
  };
}
