/** ManagedRedis on Azure: Azure Managed Redis with a private address, its key, access key and logs. */
import {
  ManagedRedis as Store,
  type ManagedRedisConfig,
  type ManagedRedisDefaultDatabase,
} from '@cdktf/provider-azurerm/lib/managed-redis';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import { cacheRequirement, type Requirement } from '../../../core/sizing/catalogue';
import { skuOf } from '../../../core/sizing/choices';
import * as neutral from '../../../constructs/managed-redis';
import { caches } from '../shared/catalogue';
import { keyFor } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Lock } from '../shared/lock';
import { Logs } from '../shared/logs';
import { names } from '../shared/names';
import type { AzureNetwork } from '../network/network';
import { PrivateEndpoint } from '../network/private-endpoint';
import { Secret } from '../secret/secret';

declare module '../../../constructs/managed-redis/schema' {
  interface ManagedRedisOverrides {
    readonly azurerm?: {
      readonly store?: ManagedRedisConfig;
      readonly privateEndpoint?: Partial<import('@cdktf/provider-azurerm/lib/private-endpoint').PrivateEndpointConfig>;
    };
  }
}

/** The one port of Azure Managed Redis, TLS 1.2 or later. */
const TLS_PORT = 10_000;
/** The user that access keys belong to. */
const DEFAULT_USER = 'default';

/** Memory of a store is that of all its shards: Azure places as many as the size has room for. */
export const requirementOf = ({ size, sku, shards, replicas }: neutral.ManagedRedisProps): Requirement => {
  const each = cacheRequirement(size);
  return {
    ...each,
    memoryGiB: each.memoryGiB * shards,
    ...(sku?.azurerm !== undefined && { sku: sku.azurerm }),
    needs: replicas > 0 ? ['highAvailability'] : [],
  };
};

/** `volatile-lru` is `VolatileLRU` to Azure. */
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

/** The rarest snapshots that Azure takes are two a day; its append-only file is written every second. */
const PERSISTENCE: Readonly<
  Record<neutral.ManagedRedisProps['persistence']['mode'], Partial<ManagedRedisDefaultDatabase>>
> = {
  none: {},
  snapshots: { persistenceRedisDatabaseBackupFrequency: '12h' },
  'append-only': { persistenceAppendOnlyFileBackupFrequency: '1s' },
};

export class ManagedRedis extends neutral.ManagedRedis {
  readonly store: Store;
  readonly credentials: Secret;
  readonly port = TLS_PORT;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedRedisProps,
    private readonly deps: { foundation: Foundation; network: AzureNetwork },
  ) {
    super(scope, id, props);
    this.store = this.createStore();
    const endpoint = this.createEndpoint();
    this.credentials = this.createCredentials();
    const after = [endpoint, ...this.createLogs()];
    if (props.deletionProtection) new Lock(this, 'lock', { resourceId: this.store.id, after });
  }

  get host(): string {
    return this.store.hostname;
  }

  get secret(): string {
    return this.credentials.reference;
  }

  get stored(): StoredSecret {
    return this.credentials.stored;
  }

  /** DigiCert and Microsoft sign. */
  get ca(): string {
    return '';
  }

  private get purpose(): string {
    return `Redis store "${this.node.id}"`;
  }

  private createStore(): Store {
    const { foundation } = this.deps;
    const { props } = this;
    const key = keyFor(this, props.encryptionKey, this.purpose, foundation);
    return this.createMain('store', Store, {
      name: this.name(names.managedRedis, this.node.id),
      location: foundation.location(),
      resourceGroupName: foundation.resourceGroupName,
      skuName: skuOf(caches, requirementOf(props)).sku,
      // Azure spreads the two nodes over zones by itself.
      highAvailabilityEnabled: props.replicas > 0,
      publicNetworkAccess: 'Disabled',
      defaultDatabase: {
        clientProtocol: 'Encrypted',
        accessKeysAuthenticationEnabled: props.authentication === 'token',
        // One endpoint for clients that know nothing of clusters, or Redis Cluster's own protocol.
        clusteringPolicy: this.clusterMode ? 'OSSCluster' : 'EnterpriseCluster',
        evictionPolicy: EVICTION[props.evictionPolicy],
        ...PERSISTENCE[props.persistence.mode],
      },
      ...(key && {
        identity: { type: 'UserAssigned', identityIds: [key.identityId] },
        customerManagedKey: { keyVaultKeyId: key.versionedKeyId, userAssignedIdentityId: key.identityId },
        dependsOn: [...key.dependsOn],
      }),
    });
  }

  private createEndpoint(): ITerraformDependable {
    const place = this.deps.network.endpointPlace('cache');
    if (!place) throw new Error('a network has a place for caches whatever its privateAccess says');
    const props = { purpose: this.node.id, resourceId: this.store.id, subresource: 'redisEnterprise', place };
    return new PrivateEndpoint(this, 'endpoint', props, this.deps).endpoint;
  }

  /** Azure makes the access key and tells it to Terraform, so that it is in the state; clients read it from the vault. */
  private createCredentials(): Secret {
    const props = {
      purpose: this.purpose,
      username: DEFAULT_USER,
      password: this.store.defaultDatabase.primaryAccessKey,
    };
    return new Secret(this, 'credentials', props, { foundation: this.deps.foundation, key: undefined });
  }

  private createLogs(): ITerraformDependable[] {
    const { logs } = this.props;
    if (logs === false) return [];
    const categories = { ConnectionEvents: 'REDConnectionEvents' };
    return [
      new Logs(this, 'logs', { ...logs, resourceId: this.store.defaultDatabase.id, categories }, this.deps).setting,
    ];
  }
}
