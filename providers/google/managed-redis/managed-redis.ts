/** ManagedRedis on Google: a store of one of Memorystore's three services, with its key, credentials and logs. */
import type { MemorystoreInstanceConfig } from '@cdktf/provider-google/lib/memorystore-instance';
import type { RedisClusterConfig } from '@cdktf/provider-google/lib/redis-cluster';
import type { RedisInstanceConfig } from '@cdktf/provider-google/lib/redis-instance';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/managed-redis';
import type { StoredSecret } from '../../../constructs/workload-identity/contract';
import type { Protectable } from '../../../core/protection';
import type { Agent } from '../encryption-key/agents';
import type { Keys, UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { SignInAccount } from '../iam/sign-in-account';
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

/** The service agent that uses the store's key. */
const AGENTS = { instance: 'cloud-redis', cluster: 'cloud-redis', valkey: 'gcp-sa-memorystore' } as const;

/** The role that lets an identity sign in; Memorystore for Redis knows none. */
const SIGN_IN = { cluster: 'roles/redis.dbConnectionUser', valkey: 'roles/memorystore.dbConnectionUser' } as const;

/** Purpose of a store's service account, which is also a part of its name. */
export const usersPurpose = (store: string): string => `cache-${store}`;

export class ManagedRedis extends neutral.ManagedRedis {
  readonly store: RedisService;
  readonly secret: string | undefined;
  /** Whose tokens the store accepts; absent unless identities sign in. */
  readonly users: SignInAccount | undefined;
  private readonly key: UsableKey;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.ManagedRedisProps,
    private readonly deps: { foundation: Foundation; keys: Keys; network: GoogleNetwork },
  ) {
    super(scope, id, props);
    this.key = this.chooseKey();
    // The id `Default` leaves no trace in addresses, so that each service's resource is `google_….<name>`.
    const form = this.decide('service', 'shards', chooseForm(props));
    this.store = new SERVICES[form](this, 'Default', props, this.storeDeps());
    this.secret = this.createCredentials();
    this.users = this.createUsers();
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
    const account = this.users?.account.email;
    return {
      ...super.outputs(),
      ca_certificates: this.store.caCertificates,
      ...(account !== undefined && { account }),
    };
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

  private chooseKey(): UsableKey {
    const { encryptionKey: setting, authentication } = this.props;
    const agents: Agent[] = [AGENTS[formOf(this.props)]];
    if (authentication === 'token') agents.push('gcp-sa-secretmanager');
    return this.deps.keys.for(this, { kind: 'caches', setting, region: 'primary', agents });
  }

  private storeDeps(): RedisServiceDeps {
    const { foundation, network } = this.deps;
    return {
      name: this.node.id,
      project: foundation.target.project,
      region: foundation.target.region,
      database: network.databases.primary,
      key: this.key,
      dependsOn: [...foundation.dependsOn, ...network.databases.primary.dependsOn, ...this.key.dependsOn],
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
        key: this.key.keyId,
        dependsOn: this.key.dependsOn,
        renewedBy: [this.store.passwordAddress],
      },
    ).reference;
  }

  private createUsers(): SignInAccount | undefined {
    const form = formOf(this.props);
    if (this.props.authentication !== 'identity' || form === 'instance') return undefined;
    // Without the project, which is written by its id or by its number.
    const name = this.store.resourceName.replace(/^projects\/[^/]+/, '');
    const condition = { title: `cache ${this.node.id}`, expression: `resource.name.endsWith("${name}")` };
    const props = { purpose: usersPurpose(this.node.id), role: SIGN_IN[form], condition };
    return new SignInAccount(this, 'users', props, this.deps);
  }

  /** Memorystore does not publish the server's log; its audit log records what was done to the store. */
  private createLogs(): void {
    const { logs } = this.props;
    if (logs === false) return;
    const filter = `protoPayload.resourceName="${this.store.resourceName}"`;
    new LogRetention(this, 'logs', { filter, ...logs, purpose: this.purpose }, this.deps);
  }
}
