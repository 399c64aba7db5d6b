/** The form of a store whose engine is Valkey: Memorystore for Valkey, with shards or without. */
import { MemorystoreInstance } from '@cdktf/provider-google/lib/memorystore-instance';
import { conditional, Op, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { skuOf, versionOf } from '../../../core/sizing/choices';
import { Component } from '../../../core/cdktf/component';
import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { clusterNodes } from '../shared/catalogue';
import { names } from '../shared/names';
import { requirementOf } from './redis-form';
import { nodesOf, persistenceOf, type RedisEndpoint, type RedisDeps } from './redis-place';
import { valkey as versions } from '../shared/versions';

export class ValkeyInstance extends Component<ManagedRedisProps> implements RedisEndpoint {
  readonly instance: MemorystoreInstance;
  /** Memorystore for Valkey has no other. */
  readonly port = 6379;

  constructor(
    scope: Construct,
    id: string,
    props: ManagedRedisProps,
    private readonly place: RedisDeps,
  ) {
    super(scope, id, props);
    const { project, region, database, after } = place;
    this.instance = this.createMain('valkey', MemorystoreInstance, {
      instanceId: this.physicalName,
      location: region,
      mode: this.sharded ? 'CLUSTER' : 'CLUSTER_DISABLED',
      engineVersion: versionOf(versions, props.version).engineVersion,
      nodeType: skuOf(clusterNodes, requirementOf(props, 'valkey')!).sku,
      authorizationMode: props.authentication === 'identity' ? 'IAM_AUTH' : 'AUTH_DISABLED',
      transitEncryptionMode: 'SERVER_AUTHENTICATION',
      desiredAutoCreatedEndpoints: [{ network: database.networkId, projectId: project }],
      engineConfigs: { 'maxmemory-policy': props.evictionPolicy },
      persistenceConfig: persistenceOf(props, 'EVERY_SEC'),
      ...nodesOf(props, place),
      dependsOn: [...after, ...database.connectionPolicy('gcp-memorystore')],
    });
  }

  /** Of the two endpoints, in no given order, the one to write to or to find the shards by. */
  get host(): string {
    const { connections } = this.instance.endpoints.get(0);
    const first = connections.get(0).pscAutoConnection.get(0);
    const second = connections.get(1).pscAutoConnection.get(0);
    const wanted = this.sharded ? 'CONNECTION_TYPE_DISCOVERY' : 'CONNECTION_TYPE_PRIMARY';
    return Token.asString(conditional(Op.eq(first.connectionType, wanted), first.ipAddress, second.ipAddress));
  }

  get caCertificates(): string[] {
    return this.instance.managedServerCa.get(0).caCerts.get(0).certificates;
  }

  get resourceName(): string {
    return `projects/${this.place.project}/locations/${this.place.region}/instances/${this.physicalName}`;
  }

  private get physicalName(): string {
    return this.name(names.memorystoreInstance, this.place.name);
  }

  private get sharded(): boolean {
    return this.props.shards > 1;
  }
}
