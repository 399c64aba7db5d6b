/** Rules of how many pods there are. */
import { listed, needsAddon, refersTo } from '../../environment/in-cluster-rules';
import { listenersOf } from '../../kafka-cluster/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../schema';
import { rangeOf, replicasOf, usesKeda, type Queue } from '../scaling';
import type { WorkloadContext } from './context';

type Kafka = Extract<Queue, { kafka: unknown }>['kafka'];

const queueOf = ({ autoscaling }: WorkloadProps): Queue | undefined => autoscaling?.queue;
const redisOf = (props: WorkloadProps) => {
  const queue = queueOf(props);
  return queue && 'redis' in queue ? queue.redis : undefined;
};
const kafkaOf = (props: WorkloadProps): Kafka | undefined => {
  const queue = queueOf(props);
  return queue && 'kafka' in queue ? queue.kafka : undefined;
};
const asksPrometheus = (props: WorkloadProps): boolean => {
  const queue = queueOf(props);
  return props.autoscaling?.requestsPerSecond !== undefined || (queue !== undefined && 'prometheus' in queue);
};

type KafkaCluster = Environment['kafkaClusters'][string];

const clusterOf = ({ kafkaClusters }: Environment, { cluster }: Kafka): KafkaCluster | undefined =>
  kafkaClusters[cluster];

/** Whether the credentials of a Kafka user match the authentication of the cluster's first listener. */
const matches = ({ secret }: KafkaCluster['users'][string], authentication: string): boolean =>
  (authentication === 'tls') === (secret === undefined);

/** Rules on the topic that a workload is scaled by. */
const kafkaRules: RuleTable<WorkloadProps, WorkloadContext> = [
  forEach(
    (props: WorkloadProps) => {
      const kafka = kafkaOf(props);
      return kafka ? [['autoscaling.queue.kafka', kafka] as const] : [];
    },
    [
      refersTo('cluster', 'kafkaClusters', ({ cluster }) => cluster),
      {
        code: 'queue-topic-unknown',
        property: 'topic',
        check: (kafka, { environment }) => {
          const topics = clusterOf(environment, kafka)?.topics;
          return (
            topics !== undefined &&
            !(kafka.topic in topics) &&
            `must name one of the topics of "${kafka.cluster}" ${listed(Object.keys(topics))}, got "${kafka.topic}"`
          );
        },
      },
      {
        code: 'queue-user-credentials',
        property: 'user',
        check: (kafka, { environment }) => {
          const cluster = clusterOf(environment, kafka);
          const authentication = cluster && listenersOf(cluster)[0]?.authentication;
          if (!cluster || authentication === undefined || authentication === 'none') return undefined;
          const able = Object.keys(cluster.users).filter((name) => matches(cluster.users[name]!, authentication));
          return (
            (kafka.user === undefined || !able.includes(kafka.user)) &&
            `must name one of the users of "${kafka.cluster}" that sign in ${authentication === 'tls' ? 'with a certificate' : 'with a secret'} ${listed(able)}, got ${kafka.user === undefined ? 'none' : `"${kafka.user}"`}`
          );
        },
      },
      {
        code: 'queue-namespace',
        property: 'cluster',
        check: (kafka, { environment }, { namespace }) => {
          const cluster = clusterOf(environment, kafka);
          return (
            cluster !== undefined &&
            listenersOf(cluster)[0]?.tls === true &&
            cluster.namespace !== namespace &&
            `must be in the workload's namespace "${namespace}", got "${kafka.cluster}" in "${cluster.namespace}": KEDA finds the certificate of its listener nowhere else. Or give it listeners.plain`
          );
        },
      },
    ],
  ),
];

export const scalingRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    code: 'autoscaling-min',
    property: 'autoscaling.min',
    check: ({ autoscaling }) =>
      autoscaling !== undefined &&
      autoscaling.min > autoscaling.max &&
      `must be at most autoscaling.max ${autoscaling?.max}, got ${autoscaling?.min}`,
  },
  {
    code: 'replicas',
    property: 'replicas',
    check: (props) => {
      const { min, max } = rangeOf(props);
      const replicas = replicasOf(props);
      return (
        min <= max &&
        (replicas < min || replicas > max) &&
        `must lie between autoscaling.min ${props.autoscaling?.min} and autoscaling.max ${props.autoscaling?.max}, got ${replicasOf(props)}`
      );
    },
  },
  {
    code: 'autoscaling',
    property: 'autoscaling',
    check: ({ autoscaling }) =>
      autoscaling !== undefined &&
      [autoscaling.cpu, autoscaling.memory, autoscaling.requestsPerSecond, autoscaling.queue].every(
        (by) => by === undefined,
      ) &&
      'must say by what: cpu, memory, requestsPerSecond or queue',
  },
  {
    code: 'autoscaling-min-2',
    property: 'autoscaling.min',
    check: ({ autoscaling }) =>
      autoscaling?.min === 0 &&
      autoscaling.queue === undefined &&
      'must be at least 1, got 0: without autoscaling.queue nothing tells that there is work for a first pod',
  },
  needsAddon(
    'autoscaling',
    'keda',
    ({ autoscaling }) => autoscaling !== undefined && usesKeda(autoscaling),
    'which scales by requests and queues',
  ),
  needsAddon('autoscaling', 'monitoring', asksPrometheus, 'which is asked how much there is to do'),
  {
    code: 'autoscaling-requests-per-second',
    property: 'autoscaling.requestsPerSecond',
    check: ({ autoscaling, metrics }) =>
      autoscaling?.requestsPerSecond !== undefined &&
      metrics === undefined &&
      'requires metrics, which count the requests',
  },
  refersTo('autoscaling.queue.redis.cache', 'caches', (props) => redisOf(props)?.cache),
  {
    code: 'redis-cache-2',
    property: 'autoscaling.queue.redis.cache',
    check: (props, { environment }) =>
      environment.caches[redisOf(props)?.cache ?? '']?.authentication === 'identity' &&
      `must name a cache whose authentication is "token" or "none", got "${redisOf(props)?.cache}": KEDA has no identity there`,
  },
  needsAddon(
    'autoscaling.queue',
    'externalSecrets',
    (props) => redisOf(props) !== undefined || kafkaOf(props)?.user !== undefined,
    'which brings what KEDA signs in with',
  ),
  ...kafkaRules,
  {
    code: 'min-available',
    property: 'minAvailable',
    check: (props) =>
      props.minAvailable !== undefined &&
      props.minAvailable >= rangeOf(props).min &&
      `must be less than the fewest pods, ${rangeOf(props).min}, got ${props.minAvailable}: nodes could never be drained. Left out, one pod at a time may go`,
  },
];
