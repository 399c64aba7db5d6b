/** The form of a Redis store with one primary, its copies and a password: Memorystore for Redis. */
import {
  RedisInstance as GoogleRedisInstance,
  type RedisInstanceConfig,
} from '@cdktf/provider-google/lib/redis-instance';
import type { Construct } from 'constructs';
import { skuOf, versionOf } from '../../../core/sizing/choices';
import { Component } from '../../../core/cdktf/component';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { caches, cachesWithStandby } from '../shared/catalogue';
import { names } from '../shared/names';
import { requirementOf } from './redis-form';
import { firstSnapshot, type RedisEndpoint, type RedisDeps } from './redis-place';
import { redis as versions } from '../shared/versions';
import { weeklyWindow } from '../shared/windows';

export class RedisInstance extends Component<ManagedRedisProps> implements RedisEndpoint {
  readonly instance: GoogleRedisInstance;

  constructor(
    scope: Construct,
    id: string,
    props: ManagedRedisProps,
    private readonly place: RedisDeps,
  ) {
    super(scope, id, props);
    const { region, database, key, after } = place;
    this.instance = this.createMain('instance', GoogleRedisInstance, {
      name: this.physicalName,
      region,
      ...this.capacity(),
      redisVersion: versionOf(versions, props.version).engineVersion,
      authEnabled: props.authentication === 'token',
      transitEncryptionMode: 'SERVER_AUTHENTICATION',
      connectMode: 'PRIVATE_SERVICE_ACCESS',
      authorizedNetwork: database.networkId,
      ...(database.allocatedRange !== undefined && { reservedIpRange: database.allocatedRange }),
      redisConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistence(props),
      maintenancePolicy: { weeklyMaintenanceWindow: [weeklyWindow(props.maintenanceWindow)] },
      ...(key && { customerManagedKey: key.keyId }),
      // Memorystore for Redis has no protection of its own.
      lifecycle: { preventDestroy: props.deletionProtection },
      dependsOn: [...after],
    });
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

  get resourceName(): string {
    return `projects/${this.place.project}/locations/${this.place.region}/instances/${this.physicalName}`;
  }

  private get physicalName(): string {
    return this.name(names.redisInstance, this.place.name);
  }

  /**
   * More than one copy is more than a standby: copies to read from. A store that has one and is to have more wants a range for
   * them, once, by `overrides`: given to a new store it is ignored, and asked for again in every plan from then on.
   */
  private capacity() {
    const { replicas } = this.props;
    const { sku } = skuOf(replicas > 0 ? cachesWithStandby : caches, requirementOf(this.props, 'instance')!);
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
