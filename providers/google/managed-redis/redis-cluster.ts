/** Memorystore for Redis Cluster: shards, identities and append-only files. */
import { RedisCluster as GoogleRedisCluster } from '@cdktf/provider-google/lib/redis-cluster';
import type { Construct } from 'constructs';

import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { chosen } from '../../../core/decision';
import { chooseSku } from '../../../core/sizing/choices';
import { clusterNodes } from '../shared/catalogue';
import { names } from '../shared/names';
import { CLUSTER_VERSION, nodeRequirement } from './redis-form';
import { nodeArguments, persistenceConfig, RedisService, type RedisServiceDeps } from './redis-service';

export class RedisCluster extends RedisService {
  readonly cluster: GoogleRedisCluster;
  protected readonly nameLimit = names.redisCluster;
  protected readonly collection = 'clusters';

  constructor(scope: Construct, id: string, props: ManagedRedisProps, deps: RedisServiceDeps) {
    super(scope, id, props, deps);
    const { region, database, dependsOn } = deps;
    this.decide(
      'version',
      'version',
      chosen(CLUSTER_VERSION, 'the only version that Memorystore for Redis Cluster runs'),
    );
    const { sku: nodeType } = this.decide('size', 'size', chooseSku(clusterNodes, nodeRequirement(props)));
    this.cluster = this.createMain('cluster', GoogleRedisCluster, {
      name: this.physicalName,
      region,
      nodeType: `REDIS_${nodeType}`,
      authorizationMode: props.authentication === 'identity' ? 'AUTH_MODE_IAM_AUTH' : 'AUTH_MODE_DISABLED',
      transitEncryptionMode: 'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
      pscConfigs: [{ network: database.networkId }],
      redisConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistenceConfig(props, 'EVERYSEC'),
      ...nodeArguments(props, deps),
      dependsOn: [...dependsOn, ...database.connectionPolicy('gcp-memorystore-redis')],
    });
  }

  get host(): string {
    return this.cluster.discoveryEndpoints.get(0).address;
  }

  get port(): number {
    return this.cluster.discoveryEndpoints.get(0).port;
  }

  get caCertificates(): string[] {
    return this.cluster.managedServerCa.get(0).caCerts.get(0).certificates;
  }
}
