/** The form of a Redis store with shards: Memorystore for Redis Cluster. */
import { RedisCluster as GoogleRedisCluster } from '@cdktf/provider-google/lib/redis-cluster';
import type { Construct } from 'constructs';
import { skuOf } from '../../../core/sizing/choices';
import { Component } from '../../../core/cdktf/component';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { clusterNodes } from '../shared/catalogue';
import { names } from '../shared/names';
import { requirementOf } from './redis-form';
import { nodesOf, persistenceOf, type RedisEndpoint, type RedisDeps } from './redis-place';

export class RedisCluster extends Component<ManagedRedisProps> implements RedisEndpoint {
  readonly cluster: GoogleRedisCluster;

  constructor(
    scope: Construct,
    id: string,
    props: ManagedRedisProps,
    private readonly place: RedisDeps,
  ) {
    super(scope, id, props);
    const { region, database, after } = place;
    this.cluster = this.createMain('cluster', GoogleRedisCluster, {
      name: this.physicalName,
      region,
      nodeType: `REDIS_${skuOf(clusterNodes, requirementOf(props, 'cluster')!).sku}`,
      authorizationMode: props.authentication === 'identity' ? 'AUTH_MODE_IAM_AUTH' : 'AUTH_MODE_DISABLED',
      transitEncryptionMode: 'TRANSIT_ENCRYPTION_MODE_SERVER_AUTHENTICATION',
      pscConfigs: [{ network: database.networkId }],
      redisConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistenceOf(props, 'EVERYSEC'),
      ...nodesOf(props, place),
      dependsOn: [...after, ...database.connectionPolicy('gcp-memorystore-redis')],
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

  get resourceName(): string {
    return `projects/${this.place.project}/locations/${this.place.region}/clusters/${this.physicalName}`;
  }

  private get physicalName(): string {
    return this.name(names.redisCluster, this.place.name);
  }
}
