/** Memorystore for Redis: one primary, optional replicas and a password. */
import {
  RedisInstance as GoogleRedisInstance,
  type RedisInstanceConfig,
} from '@cdktf/provider-google/lib/redis-instance';
import type { Construct } from 'constructs';

import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { chooseSku, chooseVersion } from '../../../core/sizing/choices';
import { caches, cachesWithStandby } from '../shared/catalogue';
import { names } from '../shared/names';
import { redis as versions } from '../shared/versions';
import { weeklyWindow } from '../shared/windows';
import { instanceRequirement } from './redis-form';
import { firstSnapshot, RedisService, type RedisServiceDeps } from './redis-service';

export class RedisInstance extends RedisService {
  readonly instance: GoogleRedisInstance;
  protected readonly nameLimit = names.redisInstance;
  protected readonly collection = 'instances';

  constructor(scope: Construct, id: string, props: ManagedRedisProps, deps: RedisServiceDeps) {
    super(scope, id, props, deps);
    const { region, database, key, dependsOn } = deps;
    this.instance = this.createMain('instance', GoogleRedisInstance, {
      name: this.physicalName,
      region,
      ...this.capacity(),
      redisVersion: this.decide('version', 'version', chooseVersion(versions, props.version)).engineVersion,
      authEnabled: props.authentication === 'token',
      transitEncryptionMode: 'SERVER_AUTHENTICATION',
      connectMode: 'PRIVATE_SERVICE_ACCESS',
      authorizedNetwork: database.networkId,
      reservedIpRange: database.allocatedRange,
      redisConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistence(props),
      maintenancePolicy: { weeklyMaintenanceWindow: [weeklyWindow(props.maintenanceWindow)] },
      customerManagedKey: key.keyId,
      // Memorystore for Redis has no deletion protection.
      lifecycle: { preventDestroy: props.deletionProtection },
      dependsOn: [...dependsOn],
    });
  }

  override get measuredAs(): string {
    return this.resourceName;
  }

  get host(): string {
    return this.instance.host;
  }

  get port(): number {
    return this.instance.port;
  }

  get caCertificates(): string[] {
    return [this.instance.serverCaCerts.get(0).cert];
  }

  get password(): string {
    return this.instance.authString;
  }

  /** For `replace_triggered_by`, which takes addresses and no values. */
  get passwordAddress(): string {
    return `${this.instance.terraformResourceType}.${this.instance.friendlyUniqueId}.auth_string`;
  }

  /**
   * A first replica is a standby; with more than one, clients can read from replicas. A store that grows from one
   * replica to more needs a range of addresses for them, once, by the override `secondaryIpRange`. It is not set here
   * because Memorystore ignores it for a new store, and every later plan would set it again.
   */
  private capacity() {
    const { replicas } = this.props;
    const size = chooseSku(replicas > 0 ? cachesWithStandby : caches, instanceRequirement(this.props));
    const { sku } = this.decide('size', 'size', { ...size, shown: `${size.shown} GB` });
    return {
      tier: replicas > 0 ? 'STANDARD_HA' : 'BASIC',
      memorySizeGb: Number(sku),
      replicaCount: replicas,
      readReplicasMode: replicas > 1 ? 'READ_REPLICAS_ENABLED' : 'READ_REPLICAS_DISABLED',
    } satisfies Partial<RedisInstanceConfig>;
  }
}

function persistence({ persistence: { mode, start } }: ManagedRedisProps): RedisInstanceConfig['persistenceConfig'] {
  if (mode === 'none') return { persistenceMode: 'DISABLED' };
  return { persistenceMode: 'RDB', rdbSnapshotPeriod: 'TWENTY_FOUR_HOURS', rdbSnapshotStartTime: firstSnapshot(start) };
}
