/**
 * ObjectStore on Azure: a storage account with one container, because versions, keys, logs and lifecycles are settings
 * of an account. The replica is a second account, in the secondary region.
 */
import { StorageAccount, type StorageAccountConfig } from '@cdktf/provider-azurerm/lib/storage-account';
import { StorageContainer, type StorageContainerConfig } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageContainerImmutabilityPolicy } from '@cdktf/provider-azurerm/lib/storage-container-immutability-policy';
import {
  StorageManagementPolicy,
  type StorageManagementPolicyConfig,
} from '@cdktf/provider-azurerm/lib/storage-management-policy';
import { StorageObjectReplication } from '@cdktf/provider-azurerm/lib/storage-object-replication';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import * as neutral from '../../../constructs/object-store';
import { type Choice, choice } from '../../../core/decision';
import { present } from '../../../core/invariant';
import type { Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { AzureNetwork } from '../network/azure-network';
import { PrivateEndpoint } from '../network/private-endpoint';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { accountWords, HARDENED_ACCOUNT, redundancyIn, RESTORABLE } from '../shared/storage-account';
import { lifecycleRule } from './lifecycle';

declare module '../../../constructs/object-store/schema' {
  interface ObjectStoreOverrides {
    readonly azurerm?: {
      readonly account?: StorageAccountConfig;
      readonly container?: StorageContainerConfig;
      readonly lifecycle?: StorageManagementPolicyConfig;
    };
  }
}

const LOG_CATEGORIES = {
  StorageRead: 'StorageBlobLogs',
  StorageWrite: 'StorageBlobLogs',
  StorageDelete: 'StorageBlobLogs',
};
/** An account with its container, in one region. */
interface Store {
  readonly account: StorageAccount;
  readonly container: StorageContainer;
  /** Everything that can be taken away from the account while it stays. */
  readonly parts: readonly TerraformResource[];
}

export class ObjectStore extends neutral.ObjectStore {
  readonly store: Store;
  readonly replica: Store | undefined;
  private readonly lock: Lock | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ObjectStoreProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.store = this.createStore('primary');
    this.replica = props.replication ? this.createStore('secondary') : undefined;
    const replication = this.createReplication();
    const retention = this.lockObjects(replication);
    this.lock = props.deletionProtection ? this.protect([...replication, ...retention]) : undefined;
  }

  /** Lets a role on the store be taken away, also from a protected one. */
  include(role: TerraformResource): void {
    this.lock?.include(role);
  }

  /** Name of the container; the endpoint includes the account. */
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

  private createStore(region: RegionRole): Store {
    const account = this.createAccount(region);
    const container = this.createContainer(account, region);
    const parts = [
      container,
      ...this.createLifecycle(account, container, region),
      ...this.createEndpoint(account, region),
      ...this.createAccessLogs(account, region),
    ];
    return { account, container, parts };
  }

  private createAccount(region: RegionRole): StorageAccount {
    const { foundation, keys } = this.deps;
    const { encryptionKey: setting, versioning, replication, cors } = this.props;
    const { key, identityId, dependsOn } = keys.for(this, { kind: 'stores', setting, region });
    return this.createAs('account', this.idOf('Default', region), StorageAccount, {
      name: this.name(names.storageAccount, ...this.nameParts(region)),
      location: foundation.location(region),
      resourceGroupName: foundation.resourceGroupName,
      ...HARDENED_ACCOUNT,
      allowNestedItemsToBePublic: this.props.public,
      accessTier: 'Hot',
      accountReplicationType: this.decide('storage', '', chooseRedundancy(foundation.location(region))),
      sharedAccessKeyEnabled: false,
      infrastructureEncryptionEnabled: true,
      ...this.firewall(),
      identity: { type: 'UserAssigned', identityIds: [identityId] },
      ...(key && { customerManagedKey: { keyVaultKeyId: key.keyId, userAssignedIdentityId: identityId } }),
      dependsOn: [...dependsOn],
      lifecycle: { preventDestroy: this.props.deletionProtection },
      blobProperties: {
        versioningEnabled: versioning,
        // Replication reads changes from the feed.
        changeFeedEnabled: replication && region === 'primary',
        lastAccessTimeEnabled: false,
        ...RESTORABLE,
        ...(cors.length > 0 && { corsRule: cors.map(corsRule) }),
      },
    });
  }

  private createContainer(account: StorageAccount, region: RegionRole): StorageContainer {
    return this.createAs('container', this.idOf('container', region), StorageContainer, {
      name: this.name(names.storageContainer, ...this.nameParts(region)),
      // By the account's id, because by its name Terraform would call the account itself, which is closed.
      storageAccountId: account.id,
      // Objects by their names alone: nobody may list them.
      containerAccessType: this.props.public ? 'blob' : 'private',
      lifecycle: { preventDestroy: this.props.deletionProtection },
    });
  }

  /** An account with a private address is closed to the internet, unless anybody may read; otherwise Entra alone decides about access. */
  private firewall(): Partial<StorageAccountConfig> {
    const isPrivate = !this.props.public && this.deps.network.endpointTarget('objectStorage') !== undefined;
    return {
      publicNetworkAccessEnabled: !isPrivate,
      networkRules: { defaultAction: isPrivate ? 'Deny' : 'Allow', bypass: ['AzureServices'] },
    };
  }

  private createLifecycle(
    account: StorageAccount,
    container: StorageContainer,
    region: RegionRole,
  ): StorageManagementPolicy[] {
    const rules = Object.entries(this.props.lifecycle);
    if (rules.length === 0) return [];
    const containerName = present(container.nameInput, `name of ${container.node.path}`);
    return [
      this.createAs('lifecycle', this.idOf('lifecycle', region), StorageManagementPolicy, {
        storageAccountId: account.id,
        rule: rules.map(([name, rule]) => lifecycleRule(name, rule, containerName)),
        dependsOn: [container],
      }),
    ];
  }

  /** The replica too has its address in the primary region, because no other network would read it. */
  private createEndpoint(account: StorageAccount, region: RegionRole): TerraformResource[] {
    const target = this.deps.network.endpointTarget('objectStorage');
    if (!target) return [];
    const purpose = this.nameParts(region).join('-');
    const props = { purpose, resourceId: account.id, subresource: 'blob', target };
    return [new PrivateEndpoint(this, this.idOf('endpoint', region), props, this.deps).endpoint];
  }

  private createAccessLogs(account: StorageAccount, region: RegionRole): TerraformResource[] {
    if (this.props.accessLogs === false) return [];
    const { retentionDays } = this.props.accessLogs;
    const props = { retentionDays, resourceId: `${account.id}/blobServices/default`, categories: LOG_CATEGORIES };
    return [new Logs(this, this.idOf('logs', region), props, this.deps).setting];
  }

  private createReplication(): TerraformResource[] {
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

  /** Copies are locked like the originals, but only after replication exists. */
  private lockObjects(after: readonly TerraformResource[]): TerraformResource[] {
    const { retentionLock } = this.props;
    if (!retentionLock) return [];
    return this.forEachStore(({ container }, region) =>
      this.createAs('retentionLock', this.idOf('retention-lock', region), StorageContainerImmutabilityPolicy, {
        storageContainerResourceManagerId: container.id,
        immutabilityPeriodInDays: retentionLock.days,
        locked: retentionLock.permanent,
        protectedAppendWritesAllEnabled: false,
        protectedAppendWritesEnabled: false,
        dependsOn: [...after],
      }),
    );
  }

  /** Returns the lock of the store itself: nobody has a role on its replica. */
  private protect(parts: readonly TerraformResource[]): Lock {
    const [lock] = this.forEachStore(
      (store, region) =>
        new Lock(this, this.idOf('lock', region), {
          resourceId: store.account.id,
          parts: [...store.parts, ...parts],
        }),
    );
    return present(lock, 'a lock');
  }

  private forEachStore<T>(make: (store: Store, region: RegionRole) => T): T[] {
    return [make(this.store, 'primary'), ...(this.replica ? [make(this.replica, 'secondary')] : [])];
  }

  private nameParts(region: RegionRole): string[] {
    return accountWords(this.node.id, region);
  }

  /** Ids of the replica's resources start with `replica`; its account has no other part. */
  private idOf(id: string, region: RegionRole): string {
    if (region === 'primary') return id;
    return id === 'Default' ? 'replica' : `replica-${id}`;
  }
}

function chooseRedundancy(region: string): Choice<string> {
  const redundancy = redundancyIn(region);
  const where = redundancy === 'ZRS' ? 'three zones' : `one zone, because ${region} has no more`;
  const why = `read at any time, three copies in ${where}; \`lifecycle\` moves what is read rarely`;
  return choice(redundancy, `Hot, ${redundancy}`, why);
}

const endpointOf = ({ account, container }: Store): string => `${account.primaryBlobEndpoint}${container.name}`;

/** Azure requires a header in each list, and reads an empty one as none. */
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
