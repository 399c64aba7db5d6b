/** KafkaCluster: what Strimzi makes brokers, topics and users of, and who may call them. */
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import { namespaceOf } from '../../../constructs/addons/namespaces';
import { versionOf } from '../../../core/sizing/choices';
import {
  KAFKA_VERSIONS,
  listenersOf,
  minInSync,
  type KafkaListener,
  type KafkaUser,
  type Topic,
} from '../../../constructs/kafka-cluster/schema';
import type { KafkaClusterProps } from '../../../constructs/kafka-cluster/schema';
import type { Manifest } from '../../../core/kubernetes/manifest';
import { STORAGE_CLASS } from '../../../core/kubernetes/words';
import type { InCluster } from '../../../constructs/platform';
import { resourcesOf } from '../../../constructs/workload/schema';
import { DataCluster, podsWith } from '../data-cluster/data-cluster';
import { inNamespace } from '../base/peers';

const API_VERSION = 'kafka.strimzi.io/v1';
const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;

/** What the operator's own helpers of a cluster take; what says nothing would get the namespace's least. */
const HELPER = { requests: { cpu: '50m', memory: '384Mi' }, limits: { cpu: '500m', memory: '384Mi' } };
const EXPORTER = { requests: { cpu: '50m', memory: '128Mi' }, limits: { cpu: '500m', memory: '128Mi' } };

export class KafkaCluster extends DataCluster<KafkaClusterProps> {
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: KafkaClusterProps, deps: InCluster) {
    super(scope, id, props, deps);
    const { namespace } = props;
    const policy = this.createPolicy();
    const cluster = this.objects(
      'cluster',
      {
        secret: this.passwords(),
        controllers: this.controllers(),
        brokers: [this.brokers()],
        cluster: [this.kafka()],
        monitor: this.podMonitor(this.clusterName, { ...this.pods, 'strimzi.io/kind': 'Kafka' }, 'tcp-prometheus'),
      },
      { namespace, dependsOn: this.prerequisites('strimzi') },
    )!;
    // By themselves: they are taken away while there is still a cluster to be taken from.
    const contents = this.objects(
      'contents',
      { topic: this.topics(), user: this.users() },
      { namespace, dependsOn: [cluster.release] },
    );
    this.ready = [policy, cluster.release, ...(contents ? [contents.release] : [])];
  }

  /** Everything that Strimzi runs for the cluster. */
  private get pods() {
    return { 'strimzi.io/cluster': this.clusterName };
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
          version: versionOf(KAFKA_VERSIONS, version).engineVersion,
          listeners: listeners.map((listener) => this.listener(listener)),
          ...(listeners.every(({ authentication }) => authentication !== 'none') && {
            authorization: { type: 'simple' },
          }),
          config: this.config,
          // Copies of a record go to different zones.
          rack: { type: 'topology-label', topologyKey: 'topology.kubernetes.io/zone' },
          ...(this.isMonitored && { metricsConfig: { type: 'strimziMetricsReporter' } }),
        },
        entityOperator: { topicOperator: { resources: HELPER }, userOperator: { resources: HELPER } },
        // How far consumers are behind, which brokers do not know.
        ...(this.isMonitored && { kafkaExporter: { topicRegex: '.*', groupRegex: '.*', resources: EXPORTER } }),
      },
    };
  }

  private get config() {
    const { replicationFactor, config } = this.props;
    const least = minInSync(this.props);
    return {
      'default.replication.factor': replicationFactor,
      'min.insync.replicas': least,
      'offsets.topic.replication.factor': replicationFactor,
      'transaction.state.log.replication.factor': replicationFactor,
      'transaction.state.log.min.isr': least,
      // A slip in a topic's name would make one with none of what was decided here.
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
      // No list at all would let in everybody.
      networkPolicyPeers: callers.length > 0 ? callers : [podsWith(this.pods)],
    };
  }

  /** KEDA, where workloads are scaled by what waits here. */
  private get scaler(): NetworkPolicyPeer[] {
    const { workloads, addons } = this.deps.environment;
    const isAsked = Object.values(workloads).some(
      ({ autoscaling }) =>
        autoscaling?.queue && 'kafka' in autoscaling.queue && autoscaling.queue.kafka.cluster === this.node.id,
    );
    return isAsked && addons.keda ? [inNamespace(namespaceOf(this.deps.environment, 'keda'))] : [];
  }

  private brokers(): Manifest {
    const { brokers, controllers, resources, storage } = this.props;
    const roles = controllers ? ['broker'] : ['controller', 'broker'];
    return this.pool('brokers', { replicas: brokers, roles, resources, gib: storage.sizeGiB });
  }

  private controllers(): Manifest[] {
    const { controllers } = this.props;
    if (!controllers) return [];
    const { replicas, resources, storageGiB: storageGiB } = controllers;
    return [this.pool('controllers', { replicas, roles: ['controller'], resources, gib: storageGiB })];
  }

  private pool(
    part: string,
    of: {
      readonly replicas: number;
      readonly roles: readonly string[];
      readonly resources: KafkaClusterProps['resources'];
      readonly gib: number;
    },
  ): Manifest {
    const { replicas, roles, resources, gib } = of;
    // Pools of a namespace's clusters must not be called alike.
    const name = `${this.node.id}-${part}`;
    return {
      apiVersion: API_VERSION,
      kind: 'KafkaNodePool',
      metadata: this.keptMetadata(name, this.pods),
      spec: {
        replicas,
        roles,
        resources: resourcesOf(resources),
        storage: {
          type: 'jbod',
          volumes: [
            {
              id: 0,
              type: 'persistent-claim',
              size: `${gib}Gi`,
              class: STORAGE_CLASS,
              deleteClaim: !this.props.deletionProtection,
              kraftMetadata: 'shared',
            },
          ],
        },
        template: {
          pod: {
            ...this.machinesByAffinity(),
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
      // Objects' names take no underscores, and belong to all clusters of the namespace.
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

  private createPolicy() {
    // Who may call in is Strimzi's to say, by listener.
    return this.networkPolicy('', this.pods, { callsApi: true });
  }
}

/** What a user may do, and nothing else. */
function aclsOf(name: string, { produce, consume, groups }: KafkaUser) {
  const deps = (type: string, resource: string, patternType: string, ...operations: string[]) => ({
    type: 'allow',
    resource: { type, name: resource, patternType },
    operations,
  });
  return [
    ...produce.map((topic) => deps('topic', topic, 'literal', 'Write', 'Describe')),
    ...(produce.length > 0 ? [deps('transactionalId', name, 'prefix', 'Write', 'Describe')] : []),
    ...consume.map((topic) => deps('topic', topic, 'literal', 'Read', 'Describe')),
    ...(consume.length > 0 ? [deps('group', name, 'prefix', 'Read', 'Describe')] : []),
    ...groups.map((group) => deps('group', group, 'literal', 'Read', 'Describe')),
  ];
}
