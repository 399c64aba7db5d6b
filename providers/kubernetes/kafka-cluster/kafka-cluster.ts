/** KafkaCluster: the objects from which Strimzi creates brokers, topics and users, and their network policy. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';

import { isMeasured, KAFKA_PORTS, PODS } from '../../../constructs/data-cluster/pods';
import type { NodeResources } from '../../../constructs/data-cluster/schema';
import type { InCluster } from '../../../constructs/in-cluster';
import {
  KAFKA_VERSIONS,
  type KafkaClusterProps,
  type KafkaListener,
  type KafkaUser,
  listenersOf,
  minInSync,
  type Topic,
} from '../../../constructs/kafka-cluster/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { podsWith } from '../../../core/kubernetes/network-policy';
import { ZONE } from '../../../core/kubernetes/spread';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import { chooseVersion } from '../../../core/sizing/choices';
import { DataCluster } from '../data-cluster/data-cluster';
import { clusterResourcesOf } from '../data-cluster/resources';

const API_VERSION = 'kafka.strimzi.io/v1';
const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;

/** Resources of the operator's helpers; without them the namespace's default limits would apply. */
const HELPER = { requests: { cpu: '50m', memory: '384Mi' }, limits: { cpu: '500m', memory: '384Mi' } };
const EXPORTER = { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } };

/** A pool of equal nodes. */
interface PoolProps {
  readonly replicas: number;
  readonly roles: readonly string[];
  readonly resources: NodeResources;
  readonly storageGiB: number;
}

export class KafkaCluster extends DataCluster<KafkaClusterProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: KafkaClusterProps, deps: InCluster) {
    super(scope, id, props, deps);
    const policy = this.createNetworkPolicy(undefined, this.pods, { ...this.meshIngress, callsKubernetesApi: true });
    const cluster = this.createCluster('strimzi', {
      secret: this.passwords(),
      controllers: this.controllers(),
      brokers: [this.brokers()],
      cluster: [this.kafka()],
      monitor: this.podMonitor(this.clusterName, { ...this.pods, 'strimzi.io/kind': 'Kafka' }, 'tcp-prometheus'),
    });
    // A release of their own, so that they are deleted while there is still a cluster to delete them from.
    const contents = this.objects(
      'contents',
      { topic: this.topics(), user: this.users() },
      { namespace: props.namespace, dependsOn: [cluster] },
    );
    this.ready = [policy, cluster, ...(contents ? [contents.release] : [])];
  }

  /** Labels of every pod that Strimzi runs for the cluster. */
  private get pods() {
    return PODS.kafka(this.clusterName);
  }

  /** Ingress is left to Strimzi, which creates a policy per listener, but knows no mesh and opens nothing for one. */
  private get meshIngress() {
    const { namespace } = this.props;
    if (!this.deps.mesh.includes(namespace)) return {};
    return {
      ingress: [
        ...this.from([this.addonNamespace('strimzi')], ...KAFKA_PORTS.operator),
        ...listenersOf(this.props).flatMap(({ port }) => this.from([...this.callers(port), ...this.scaler], port)),
        ...this.from(this.prometheus, KAFKA_PORTS.metrics),
      ],
    };
  }

  private kafka(): Manifest {
    const { version } = this.props;
    const listeners = listenersOf(this.props);
    return {
      apiVersion: API_VERSION,
      kind: 'Kafka',
      metadata: this.keptMetadata(this.clusterName),
      spec: {
        kafka: {
          version: this.decide('version', 'version', chooseVersion(KAFKA_VERSIONS, version)).engineVersion,
          listeners: listeners.map((listener) => this.listener(listener)),
          ...(listeners.every(({ authentication }) => authentication !== 'none') && {
            authorization: { type: 'simple' },
          }),
          config: this.config,
          // Puts copies of a record into different zones.
          rack: { type: 'topology-label', topologyKey: ZONE },
          ...(this.isMonitored && { metricsConfig: { type: 'strimziMetricsReporter' } }),
        },
        entityOperator: { topicOperator: { resources: HELPER }, userOperator: { resources: HELPER } },
        // Exports the lag of consumers, which brokers do not know.
        ...(this.isMonitored && { kafkaExporter: { topicRegex: '.*', groupRegex: '.*', resources: EXPORTER } }),
      },
    };
  }

  private get config() {
    const { replicationFactor, config } = this.props;
    const minInSyncReplicas = minInSync(this.props);
    return {
      'default.replication.factor': replicationFactor,
      'min.insync.replicas': minInSyncReplicas,
      'offsets.topic.replication.factor': replicationFactor,
      'transaction.state.log.replication.factor': replicationFactor,
      'transaction.state.log.min.isr': minInSyncReplicas,
      // Otherwise a misspelt name creates a topic with none of the settings chosen here.
      'auto.create.topics.enable': false,
      ...config,
    };
  }

  private listener({ name, port, tls, authentication }: KafkaListener) {
    const callers = [...this.callers(port), ...this.scaler];
    return {
      name,
      port,
      type: 'internal',
      tls,
      ...(authentication !== 'none' && { authentication: { type: authentication } }),
      // An empty list would let everybody in.
      networkPolicyPeers: callers.length > 0 ? callers : [podsWith(this.pods)],
    };
  }

  /** KEDA, if a workload scales by a topic of the cluster. */
  private get scaler(): NetworkPolicyPeer[] {
    const { environment } = this.deps;
    return isMeasured(environment, this.node.id) && environment.addons.keda ? [this.addonNamespace('keda')] : [];
  }

  private brokers(): Manifest {
    const { brokers, controllers, resources, storage } = this.props;
    const roles = controllers ? ['broker'] : ['controller', 'broker'];
    return this.pool('brokers', { replicas: brokers, roles, resources, storageGiB: storage.sizeGiB });
  }

  private controllers(): Manifest[] {
    const { controllers } = this.props;
    return controllers ? [this.pool('controllers', { ...controllers, roles: ['controller'] })] : [];
  }

  private pool(part: string, { replicas, roles, resources, storageGiB }: PoolProps): Manifest {
    // Starts with the id, because pools of all clusters share the namespace.
    const name = `${this.node.id}-${part}`;
    return {
      apiVersion: API_VERSION,
      kind: 'KafkaNodePool',
      metadata: this.keptMetadata(name, this.pods),
      spec: {
        replicas,
        roles,
        resources: clusterResourcesOf(resources),
        storage: {
          type: 'jbod',
          volumes: [
            {
              id: 0,
              type: 'persistent-claim',
              size: `${storageGiB}Gi`,
              class: STORAGE_CLASS,
              deleteClaim: !this.props.deletionProtection,
              kraftMetadata: 'shared',
            },
          ],
        },
        template: {
          pod: {
            ...this.placementByAffinity(),
            topologySpreadConstraints: this.spread({ ...this.pods, 'strimzi.io/pool-name': name }),
          },
        },
      },
    };
  }

  private topics(): Manifest[] {
    return Object.entries(this.props.topics).map(([topicName, topic]) => ({
      apiVersion: API_VERSION,
      kind: 'KafkaTopic',
      // Object names do not allow underscores, and must differ from those of other clusters in the namespace.
      metadata: this.keptMetadata(`${this.clusterName}-${topicName.replaceAll('_', '-')}`, this.pods),
      spec: { topicName, ...this.topic(topic) },
    }));
  }

  private topic({ partitions, replicas, cleanup, retentionHours, config }: Topic) {
    return {
      partitions,
      replicas: replicas ?? this.props.replicationFactor,
      config: {
        'cleanup.policy': cleanup.replace('-', ','),
        ...(cleanup !== 'compact' && { 'retention.ms': (retentionHours ?? WEEK_HOURS) * HOUR_MS }),
        ...config,
      },
    };
  }

  private users(): Manifest[] {
    return Object.entries(this.props.users).map(([name, user]) => ({
      apiVersion: API_VERSION,
      kind: 'KafkaUser',
      metadata: this.metadata(name, this.pods),
      spec: {
        authentication:
          user.secret === undefined
            ? { type: 'tls' }
            : {
                type: 'scram-sha-512',
                password: { valueFrom: { secretKeyRef: { name: this.passwordOf(name), key: 'password' } } },
              },
        authorization: { type: 'simple', acls: aclsOf(name, user) },
      },
    }));
  }

  private passwords(): Manifest[] {
    return Object.entries(this.props.users).flatMap(([name, { secret }]) =>
      secret === undefined ? [] : [this.secret(this.passwordOf(name), { password: [secret, 'password'] })],
    );
  }
}

/** The user's rights: everything else is denied. */
function aclsOf(name: string, { produce, consume, groups }: KafkaUser) {
  const allow = (type: string, resource: string, patternType: string, ...operations: string[]) => ({
    type: 'allow',
    resource: { type, name: resource, patternType },
    operations,
  });
  return [
    ...produce.map((topic) => allow('topic', topic, 'literal', 'Write', 'Describe')),
    ...(produce.length > 0 ? [allow('transactionalId', name, 'prefix', 'Write', 'Describe')] : []),
    ...consume.map((topic) => allow('topic', topic, 'literal', 'Read', 'Describe')),
    ...(consume.length > 0 ? [allow('group', name, 'prefix', 'Read', 'Describe')] : []),
    ...groups.map((group) => allow('group', group, 'literal', 'Read', 'Describe')),
  ];
}
