/** Rules of a workload's number of pods: replicas, autoscaling and the disruption budget. */
import type { RuleTable } from '../../../core/rules/rule';
import { type InClusterContext, listed, needsAddon, refersTo, unknownName } from '../../environment/in-cluster-rules';
import type { Environment } from '../../environment/schema';
import { listenersOf } from '../../kafka-cluster/schema';
import { kafkaQueueOf, queueCacheOf, rangeOf, replicasOf, usesKeda } from '../scaling';
import type { WorkloadProps } from '../schema';

type KafkaCluster = Environment['kafkaClusters'][string];

const asksPrometheus = ({ autoscaling }: WorkloadProps): boolean =>
  autoscaling?.requestsPerSecond !== undefined ||
  (autoscaling?.queue !== undefined && 'prometheus' in autoscaling.queue);

/** The Kafka queue of a workload with its cluster, if there are both. */
function kafkaOf(props: WorkloadProps, { kafkaClusters }: Environment) {
  const queue = kafkaQueueOf(props);
  const cluster = queue && kafkaClusters[queue.cluster];
  return queue && cluster && { queue, cluster };
}

/** Whether a user signs in the way a listener asks for. */
const canSignIn = ({ secret }: KafkaCluster['users'][string], authentication: 'scram-sha-512' | 'tls'): boolean =>
  (authentication === 'tls') === (secret === undefined);

/** Rules of the Kafka topic by which a workload scales. KEDA calls the first of the cluster's listeners. */
const kafkaRules: RuleTable<WorkloadProps, InClusterContext> = [
  refersTo('autoscaling.queue.kafka.cluster', 'kafkaClusters', (props) => kafkaQueueOf(props)?.cluster),
  {
    code: 'queue-topic-unknown',
    property: 'autoscaling.queue.kafka.topic',
    check: (props, { environment }) => {
      const kafka = kafkaOf(props, environment);
      if (!kafka) return undefined;
      const { queue, cluster } = kafka;
      return unknownName(`one of the topics of "${queue.cluster}"`, queue.topic, Object.keys(cluster.topics));
    },
  },
  {
    code: 'queue-user-credentials',
    property: 'autoscaling.queue.kafka.user',
    check: (props, { environment }) => {
      const kafka = kafkaOf(props, environment);
      if (!kafka) return undefined;
      const { queue, cluster } = kafka;
      const authentication = listenersOf(cluster)[0]?.authentication;
      if (authentication === undefined || authentication === 'none') return undefined;
      const users = Object.entries(cluster.users).filter(([, user]) => canSignIn(user, authentication));
      const names = users.map(([name]) => name);
      const credentials = authentication === 'tls' ? 'a certificate' : 'a secret';
      const what = `one of the users of "${queue.cluster}" that sign in with ${credentials}`;
      return queue.user === undefined
        ? `is required: must name ${what} ${listed(names)}`
        : unknownName(what, queue.user, names);
    },
  },
  {
    code: 'queue-certificate-namespace',
    property: 'autoscaling.queue.kafka.cluster',
    check: (props, { environment }) => {
      const kafka = kafkaOf(props, environment);
      if (!kafka) return undefined;
      const { queue, cluster } = kafka;
      return (
        listenersOf(cluster)[0]?.tls === true &&
        cluster.namespace !== props.namespace &&
        `must be in the workload's namespace "${props.namespace}", where KEDA looks for the certificate of the listener, got "${queue.cluster}" in "${cluster.namespace}". Or give it listeners.plain`
      );
    },
  },
];

export const scalingRules: RuleTable<WorkloadProps, InClusterContext> = [
  {
    code: 'autoscaling-range',
    property: 'autoscaling.min',
    check: ({ autoscaling }) =>
      autoscaling !== undefined &&
      autoscaling.min > autoscaling.max &&
      `must be at most autoscaling.max ${autoscaling.max}, got ${autoscaling.min}`,
  },
  {
    code: 'replicas-outside-autoscaling',
    property: 'replicas',
    check: (props) => {
      const { min, max } = rangeOf(props);
      const replicas = replicasOf(props);
      return (
        min <= max &&
        (replicas < min || replicas > max) &&
        `must lie between autoscaling.min ${min} and autoscaling.max ${max}, got ${replicas}`
      );
    },
  },
  {
    code: 'autoscaling-empty',
    property: 'autoscaling',
    check: ({ autoscaling }) =>
      autoscaling !== undefined &&
      [autoscaling.cpu, autoscaling.memory, autoscaling.requestsPerSecond, autoscaling.queue].every(
        (measure) => measure === undefined,
      ) &&
      'must have at least one of cpu, memory, requestsPerSecond and queue, got none',
  },
  {
    code: 'autoscaling-min-zero',
    property: 'autoscaling.min',
    check: ({ autoscaling }) =>
      autoscaling?.min === 0 &&
      autoscaling.queue === undefined &&
      'must be at least 1 without autoscaling.queue, got 0: nothing else shows that there is work for a first pod',
  },
  needsAddon(
    'autoscaling',
    'keda',
    ({ autoscaling }) => autoscaling !== undefined && usesKeda(autoscaling),
    'which scales by requests and queues',
  ),
  needsAddon('autoscaling', 'monitoring', asksPrometheus, 'whose Prometheus counts requests and answers the query'),
  {
    code: 'autoscaling-requests-without-metrics',
    property: 'autoscaling.requestsPerSecond',
    check: ({ autoscaling, metrics }) =>
      autoscaling?.requestsPerSecond !== undefined &&
      metrics === undefined &&
      'requires metrics, which count the requests',
  },
  refersTo('autoscaling.queue.redis.cache', 'caches', queueCacheOf),
  {
    code: 'queue-cache-authentication',
    property: 'autoscaling.queue.redis.cache',
    check: (props, { environment }) => {
      const cache = queueCacheOf(props);
      return (
        cache !== undefined &&
        environment.caches[cache]?.authentication === 'identity' &&
        `must name a cache whose authentication is "token" or "none", got "${cache}", whose authentication is "identity", which KEDA does not have`
      );
    },
  },
  needsAddon(
    'autoscaling.queue',
    'externalSecrets',
    (props) => queueCacheOf(props) !== undefined || kafkaQueueOf(props)?.user !== undefined,
    'which brings the credentials that KEDA signs in with',
  ),
  ...kafkaRules,
  {
    code: 'min-available-max',
    property: 'minAvailable',
    check: (props) => {
      const { minAvailable } = props;
      const { min } = rangeOf(props);
      return (
        minAvailable !== undefined &&
        minAvailable >= min &&
        `must be less than the lowest number of pods, ${min}, got ${minAvailable}: otherwise nodes can never be drained. Leave it out to evict one pod at a time`
      );
    },
  },
];
