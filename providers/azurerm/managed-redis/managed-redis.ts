/** ManagedRedis on Azure: Azure Managed Redis with a private address, its encryption key, access key and logs. */
import {
  ManagedRedis as Store,
  type ManagedRedisConfig,
  type ManagedRedisDefaultDatabase,
} from '@cdktf/provider-azurerm/lib/managed-redis';
import type { PrivateEndpointConfig } from '@cdktf/provider-azurerm/lib/private-endpoint';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/managed-redis';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { addressOf } from '../../../core/cdktf/addresses';
import { TerraformData } from '../../../core/cdktf/terraform-data';
import { choice, chosen } from '../../../core/decision';
import { present } from '../../../core/invariant';
import { cacheRequirement, type Requirement } from '../../../core/sizing/catalogue';
import { chooseSku } from '../../../core/sizing/choices';
import type { Keys } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { AzureNetwork } from '../network/azure-network';
import { PrivateEndpoint } from '../network/private-endpoint';
import { Secret } from '../secret/secret';
import { caches } from '../shared/catalogue';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import { clusteringPolicy } from './shards';

declare module '../../../constructs/managed-redis/schema' {
  interface ManagedRedisOverrides {
    readonly azurerm?: {
      readonly store?: ManagedRedisConfig;
      readonly privateEndpoint?: Partial<PrivateEndpointConfig>;
    };
  }
}

/** Azure Managed Redis listens on this port only, with TLS 1.2 or later. */
const TLS_PORT = 10_000;
/** Azure runs one version of Redis and has no argument for it. */
const AZURE_VERSION = '7.4';
/** Access keys are passwords of this user. */
const DEFAULT_USER = 'default';
const LOG_CATEGORIES = { ConnectionEvents: 'REDConnectionEvents' };

/** One SKU holds all shards, because Azure chooses their number by the size: it needs their total memory. */
export const requirementOf = ({ size, sku, shards, replicas }: neutral.ManagedRedisProps): Requirement => {
  const shard = cacheRequirement(size);
  return {
    ...shard,
    memoryGiB: shard.memoryGiB * shards,
    ...(sku?.azurerm !== undefined && { sku: sku.azurerm }),
    needs: replicas > 0 ? ['highAvailability'] : [],
  };
};

/** Azure's names of the eviction policies. */
const EVICTION: Readonly<Record<neutral.ManagedRedisProps['evictionPolicy'], string>> = {
  noeviction: 'NoEviction',
  'allkeys-lru': 'AllKeysLRU',
  'allkeys-lfu': 'AllKeysLFU',
  'allkeys-random': 'AllKeysRandom',
  'volatile-lru': 'VolatileLRU',
  'volatile-lfu': 'VolatileLFU',
  'volatile-random': 'VolatileRandom',
  'volatile-ttl': 'VolatileTTL',
};

/** Azure takes at least two snapshots a day, and writes its append-only file every second. */
const PERSISTENCE: Readonly<
  Record<neutral.ManagedRedisProps['persistence']['mode'], Partial<ManagedRedisDefaultDatabase>>
> = {
  none: {},
  snapshots: { persistenceRedisDatabaseBackupFrequency: '12h' },
  'append-only': { persistenceAppendOnlyFileBackupFrequency: '1s' },
};

export class ManagedRedis extends neutral.ManagedRedis {
  readonly store: Store;
  /** The access key in the vault; absent where identities sign in. */
  readonly credentials: Secret | undefined;
  readonly port = TLS_PORT;
  private readonly lock: Lock | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedRedisProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.store = this.createStore();
    this.createEndpoint();
    this.credentials = this.createCredentials();
    const parts = this.createLogs();
    this.lock = props.deletionProtection ? new Lock(this, 'lock', { resourceId: this.store.id, parts }) : undefined;
  }

  /** Lets a right to sign in be taken away, also from a protected store. */
  include(right: TerraformResource): void {
    this.lock?.include(right);
  }

  get host(): string {
    return this.store.hostname;
  }

  get secret(): string | undefined {
    return this.credentials?.reference;
  }

  get stored(): StoredSecret | undefined {
    return this.credentials?.stored;
  }

  /** Empty, because public authorities sign. */
  get ca(): string {
    return '';
  }

  private get purpose(): string {
    return `Redis store "${this.node.id}"`;
  }

  private createStore(): Store {
    const { foundation, keys } = this.deps;
    const { props } = this;
    const request = { kind: 'caches', setting: props.encryptionKey, region: 'primary' } as const;
    const { key, identityId, dependsOn } = keys.for(this, request);
    this.decide('version', 'version', chosen(AZURE_VERSION, 'the only version that Azure Managed Redis runs'));
    const { sku } = this.decide('size', 'size', chooseSku(caches, requirementOf(props)));
    return this.createMain('store', Store, {
      name: this.name(names.managedRedis, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      skuName: sku,
      // Azure spreads the two nodes over zones automatically.
      highAvailabilityEnabled: props.replicas > 0,
      publicNetworkAccess: 'Disabled',
      defaultDatabase: {
        clientProtocol: 'Encrypted',
        accessKeysAuthenticationEnabled: props.authentication === 'token',
        clusteringPolicy: this.policyFor(sku),
        evictionPolicy: EVICTION[props.evictionPolicy],
        ...PERSISTENCE[props.persistence.mode],
      },
      identity: { type: 'UserAssigned', identityIds: [identityId] },
      ...(key && { customerManagedKey: { keyVaultKeyId: key.versionedKeyId, userAssignedIdentityId: identityId } }),
      dependsOn: [...dependsOn],
      lifecycle: {
        preventDestroy: props.deletionProtection,
        // The provider would change the policy by deleting the database and creating another, while the plan says that the
        // store is updated. What empties the store replaces it instead: the plan says so, and protection refuses it.
        ignoreChanges: ['default_database[0].clustering_policy'],
        // Terraform takes no expression here, but an address.
        replaceTriggeredBy: [addressOf(this.createContents(sku))],
      },
    });
  }

  /** What cannot change without losing the data: the kind of clients and, without a second copy, the size. */
  private createContents(sku: string): TerraformData {
    const { replicas } = this.props;
    const input = { cluster: this.clusterMode, ...(replicas === 0 && { size: sku }) };
    return this.create('contents', TerraformData, { input });
  }

  private policyFor(sku: string): string {
    const policy = clusteringPolicy(this.props, sku);
    const shown = `Azure Managed Redis, policy ${policy}`;
    return this.decide('service', 'shards', choice(policy, shown, neutral.describeShards(this.props)));
  }

  private createEndpoint(): void {
    // Whatever its privateAccess is, a network has addresses for caches.
    const target = present(this.deps.network.endpointTarget('cache'), 'target of endpoints of caches');
    const props = { purpose: this.node.id, resourceId: this.store.id, subresource: 'redisEnterprise', target };
    new PrivateEndpoint(this, 'endpoint', props, this.deps);
  }

  /** Azure generates the access key, and Terraform's state holds it; clients read it from the vault. */
  private createCredentials(): Secret | undefined {
    if (this.props.authentication !== 'token') return undefined;
    const { primaryAccessKey: password } = this.store.defaultDatabase;
    return new Secret(this, 'credentials', { purpose: this.purpose, username: DEFAULT_USER, password }, this.deps);
  }

  private createLogs(): TerraformResource[] {
    const { logs } = this.props;
    if (logs === false) return [];
    const props = { ...logs, resourceId: this.store.defaultDatabase.id, categories: LOG_CATEGORIES };
    return [new Logs(this, 'logs', props, this.deps).setting];
  }
}
