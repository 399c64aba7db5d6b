/** Memorystore for Valkey, with or without shards. */
import { MemorystoreInstance } from '@cdktf/provider-google/lib/memorystore-instance';
import { conditional, Op, Token } from 'cdktf';
import type { Construct } from 'constructs';

import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { chooseSku, chooseVersion } from '../../../core/sizing/choices';
import { clusterNodes } from '../shared/catalogue';
import { names } from '../shared/names';
import { valkey as versions } from '../shared/versions';
import { nodeRequirement } from './redis-form';
import { nodeArguments, persistenceConfig, RedisService, type RedisServiceDeps } from './redis-service';

export class ValkeyInstance extends RedisService {
  readonly instance: MemorystoreInstance;
  /** Fixed by Memorystore for Valkey. */
  readonly port = 6379;
  protected readonly nameLimit = names.memorystoreInstance;
  protected readonly collection = 'instances';

  constructor(scope: Construct, id: string, props: ManagedRedisProps, deps: RedisServiceDeps) {
    super(scope, id, props, deps);
    const { project, region, database, dependsOn } = deps;
    this.instance = this.createMain('valkey', MemorystoreInstance, {
      instanceId: this.physicalName,
      location: region,
      mode: this.isSharded ? 'CLUSTER' : 'CLUSTER_DISABLED',
      engineVersion: this.decide('version', 'version', chooseVersion(versions, props.version)).engineVersion,
      nodeType: this.decide('size', 'size', chooseSku(clusterNodes, nodeRequirement(props))).sku,
      authorizationMode: props.authentication === 'identity' ? 'IAM_AUTH' : 'AUTH_DISABLED',
      transitEncryptionMode: 'SERVER_AUTHENTICATION',
      desiredAutoCreatedEndpoints: [{ network: database.networkId, projectId: project }],
      engineConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistenceConfig(props, 'EVERY_SEC'),
      ...nodeArguments(props, deps),
      dependsOn: [...dependsOn, ...database.connectionPolicy('gcp-memorystore')],
    });
  }

  /** The endpoint that finds the shards, or without shards the primary's. The two endpoints come in any order. */
  get host(): string {
    const { connections } = this.instance.endpoints.get(0);
    const first = connections.get(0).pscAutoConnection.get(0);
    const second = connections.get(1).pscAutoConnection.get(0);
    const wanted = this.isSharded ? 'CONNECTION_TYPE_DISCOVERY' : 'CONNECTION_TYPE_PRIMARY';
    return Token.asString(conditional(Op.eq(first.connectionType, wanted), first.ipAddress, second.ipAddress));
  }

  get caCertificates(): string[] {
    return this.instance.managedServerCa.get(0).caCerts.get(0).certificates;
  }

  private get isSharded(): boolean {
    return this.props.shards > 1;
  }
}
