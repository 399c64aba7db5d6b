/** ManagedRedis on Google: a store of one of Memorystore's three services, with its key, credentials and logs. */
import type { MemorystoreInstanceConfig } from '@cdktf/provider-google/lib/memorystore-instance';
import type { RedisClusterConfig } from '@cdktf/provider-google/lib/redis-cluster';
import type { RedisInstanceConfig } from '@cdktf/provider-google/lib/redis-instance';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/managed-redis';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import type { Protectable } from '../../../core/protection';
import { keyFor, type UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import type { GoogleNetwork } from '../network/network';
import { Secret } from '../secret/secret';
import { LogRetention } from '../shared/log-retention';
import { RedisCluster } from './redis-cluster';
import { chooseForm, formOf } from './redis-form';
import { RedisInstance } from './redis-instance';
import type { RedisService, RedisServiceDeps } from './redis-service';
import { ValkeyInstance } from './valkey-instance';

declare module '../../../constructs/managed-redis/schema' {
  interface ManagedRedisOverrides {
    readonly google?: {
      readonly instance?: RedisInstanceConfig;
      readonly cluster?: RedisClusterConfig;
      readonly valkey?: MemorystoreInstanceConfig;
    };
  }
}

const SERVICES = { instance: RedisInstance, cluster: RedisCluster, valkey: ValkeyInstance } as const;

/** Terraform's names of the services. */
const TYPES = {
  instance: 'google_redis_instance',
  cluster: 'google_redis_cluster',
  valkey: 'google_memorystore_instance',
} as const;

/** The service agents that use the store's key: docs.cloud.google.com/iam/docs/service-agents */
const AGENTS = { instance: 'cloud-redis', cluster: 'cloud-redis', valkey: 'gcp-sa-memorystore' } as const;

export class ManagedRedis extends neutral.ManagedRedis {
  readonly store: RedisService;
  readonly secret: string | undefined;
  private readonly key: UsableKey | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedRedisProps,
    private readonly deps: { foundation: Foundation; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    this.key = this.createKey();
    // The id `Default` leaves no trace in addresses, so that each service's resource is `google_….<name>`.
    const form = this.decide('service', 'shards', chooseForm(props));
    this.store = new SERVICES[form](this, 'Default', props, this.storeDeps());
    this.secret = this.createCredentials();
    this.createLogs();
  }

  get host(): string {
    return this.store.host;
  }

  get port(): number {
    return this.store.port;
  }

  override get clusterMode(): boolean {
    return super.clusterMode || this.store instanceof RedisCluster;
  }

  /** Another service would be another store, without the data. */
  override get protectables(): readonly Protectable[] {
    const service = { chosen: TYPES[formOf(this.props)], among: Object.values(TYPES) };
    return super.protectables.map((protectable) => ({ ...protectable, service }));
  }

  override outputs() {
    return { ...super.outputs(), ca_certificates: this.store.caCertificates };
  }

  get stored(): StoredSecret | undefined {
    return this.secret === undefined ? undefined : { reference: this.secret };
  }

  get ca(): string {
    return Fn.join('\n', this.store.caCertificates);
  }

  private get purpose(): string {
    return `Redis store "${this.node.id}"`;
  }

  private createKey(): UsableKey | undefined {
    const { foundation } = this.deps;
    const { encryptionKey, authentication } = this.props;
    const services = [AGENTS[formOf(this.props)], ...(authentication === 'token' ? ['gcp-sa-secretmanager'] : [])];
    const agents = services.map((service) => foundation.agent(service));
    return keyFor(this, encryptionKey, this.purpose, foundation, agents);
  }

  private storeDeps(): RedisServiceDeps {
    const { foundation, network } = this.deps;
    return {
      name: this.node.id,
      project: foundation.target.project,
      region: foundation.target.region,
      database: network.databases.primary,
      key: this.key,
      dependsOn: [...foundation.dependsOn, ...network.databases.primary.dependsOn, ...(this.key?.dependsOn ?? [])],
    };
  }

  /** Memorystore generates the password and returns it with the instance, so the state contains it as well. */
  private createCredentials(): string | undefined {
    if (!(this.store instanceof RedisInstance) || this.props.authentication !== 'token') return undefined;
    const { password } = this.store;
    return new Secret(
      this,
      'credentials',
      { purpose: this.purpose, username: 'default', password },
      {
        foundation: this.deps.foundation,
        key: this.key?.keyId,
        dependsOn: this.key?.dependsOn ?? [],
        renewedBy: [this.store.passwordAddress],
      },
    ).reference;
  }

  /** Memorystore does not publish the server's log; its audit log records what was done to the store. */
  private createLogs(): void {
    const { logs } = this.props;
    if (logs === false) return;
    const filter = `protoPayload.resourceName="${this.store.resourceName}"`;
    new LogRetention(this, 'logs', { filter, ...logs, purpose: this.purpose }, this.deps);
  }
}
