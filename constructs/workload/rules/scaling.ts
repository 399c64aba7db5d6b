/** Rules of how many pods there are. */
import { listed, needsAddon } from '../../environment/in-cluster-rules';
import { listenersOf } from '../../kafka-cluster/schema';
import type { RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { WorkloadProps } from '../schema';
import { rangeOf, replicasOf, usesKeda, type Queue } from '../scaling';
import type { WorkloadContext, WorkloadRule } from './context';

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

const clusterOf = ({ kafkaClusters }: Environment, { cluster }: Kafka) => kafkaClusters[cluster];
const listenerOf = (environment: Environment, kafka: Kafka) => {
  const cluster = clusterOf(environment, kafka);
  return cluster && listenersOf(cluster)[0];
};

/** A rule about the topic that a workload is scaled by. */
const kafkaRule = (
  property: string,
  when: (kafka: Kafka, context: WorkloadContext, props: WorkloadProps) => boolean,
  say: (kafka: Kafka, context: WorkloadContext, props: WorkloadProps) => string,
): WorkloadRule => ({
  property: `autoscaling.queue.kafka${property && `.${property}`}`,
  when: (props, context) => {
    const kafka = kafkaOf(props);
    return kafka !== undefined && when(kafka, context, props);
  },
  say: (props, context) => say(kafkaOf(props)!, context, props),
});

/** What of a user signs in at a listener. */
const signsIn = ({ environment }: WorkloadContext, kafka: Kafka): boolean => {
  const { users } = clusterOf(environment, kafka)!;
  const user = kafka.user === undefined ? undefined : users[kafka.user];
  const { authentication } = listenerOf(environment, kafka)!;
  if (authentication === 'none') return true;
  return user !== undefined && (authentication === 'tls') === (user.secret === undefined);
};

const kafkaRules: RuleTable<WorkloadProps, WorkloadContext> = [
  kafkaRule(
    'cluster',
    (kafka, { environment }) => clusterOf(environment, kafka) === undefined,
    ({ cluster }, { environment }) =>
      `must name one of the environment's kafkaClusters ${listed(Object.keys(environment.kafkaClusters))}, got "${cluster}"`,
  ),
  kafkaRule(
    'topic',
    (kafka, { environment }) => {
      const cluster = clusterOf(environment, kafka);
      return cluster !== undefined && !(kafka.topic in cluster.topics);
    },
    (kafka, { environment }) =>
      `must name one of the topics of "${kafka.cluster}" ${listed(Object.keys(clusterOf(environment, kafka)!.topics))}, got "${kafka.topic}"`,
  ),
  kafkaRule(
    'user',
    (kafka, context) => listenerOf(context.environment, kafka) !== undefined && !signsIn(context, kafka),
    (kafka, { environment }) => {
      const { authentication } = listenerOf(environment, kafka)!;
      const { users } = clusterOf(environment, kafka)!;
      const able = Object.keys(users).filter(
        (name) => (authentication === 'tls') === (users[name]!.secret === undefined),
      );
      return `must name one of the users of "${kafka.cluster}" that sign in ${authentication === 'tls' ? 'with a certificate' : 'with a secret'} ${listed(able)}, got ${kafka.user === undefined ? 'none' : `"${kafka.user}"`}`;
    },
  ),
  kafkaRule(
    'cluster',
    (kafka, { environment }, { namespace }) =>
      listenerOf(environment, kafka)?.tls === true && clusterOf(environment, kafka)?.namespace !== namespace,
    (kafka, { environment }, { namespace }) =>
      `must be in the workload's namespace "${namespace}", got "${kafka.cluster}" in "${clusterOf(environment, kafka)?.namespace}": KEDA finds the certificate of its listener nowhere else. Or give it listeners.plain`,
  ),
];

export const scalingRules: RuleTable<WorkloadProps, WorkloadContext> = [
  {
    property: 'autoscaling.min',
    when: ({ autoscaling }) => autoscaling !== undefined && autoscaling.min > autoscaling.max,
    say: ({ autoscaling }) => `must be at most autoscaling.max ${autoscaling?.max}, got ${autoscaling?.min}`,
  },
  {
    property: 'replicas',
    when: (props) => {
      const { min, max } = rangeOf(props);
      const replicas = replicasOf(props);
      return min <= max && (replicas < min || replicas > max);
    },
    say: (props) =>
      `must lie between autoscaling.min ${props.autoscaling?.min} and autoscaling.max ${props.autoscaling?.max}, got ${replicasOf(props)}`,
  },
  {
    property: 'autoscaling',
    when: ({ autoscaling }) =>
      autoscaling !== undefined &&
      [autoscaling.cpu, autoscaling.memory, autoscaling.requestsPerSecond, autoscaling.queue].every(
        (by) => by === undefined,
      ),
    say: () => 'must say by what: cpu, memory, requestsPerSecond or queue',
  },
  {
    property: 'autoscaling.min',
    when: ({ autoscaling }) => autoscaling?.min === 0 && autoscaling.queue === undefined,
    say: () => 'must be at least 1, got 0: without autoscaling.queue nothing tells that there is work for a first pod',
  },
  needsAddon(
    'autoscaling',
    'keda',
    ({ autoscaling }) => autoscaling !== undefined && usesKeda(autoscaling),
    'which scales by requests and queues',
  ),
  needsAddon('autoscaling', 'monitoring', asksPrometheus, 'which is asked how much there is to do'),
  {
    property: 'autoscaling.requestsPerSecond',
    when: ({ autoscaling, metrics }) => autoscaling?.requestsPerSecond !== undefined && metrics === undefined,
    say: () => 'must come with metrics, which count the requests',
  },
  {
    property: 'autoscaling.queue.redis.cache',
    when: (props, { environment }) => {
      const redis = redisOf(props);
      return redis !== undefined && !(redis.cache in environment.caches);
    },
    say: (props, { environment }) =>
      `must name one of the environment's caches ${listed(Object.keys(environment.caches))}, got "${redisOf(props)?.cache}"`,
  },
  {
    property: 'autoscaling.queue.redis.cache',
    when: (props, { environment }) => environment.caches[redisOf(props)?.cache ?? '']?.authentication === 'identity',
    say: (props) =>
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
    property: 'minAvailable',
    when: (props) => props.minAvailable !== undefined && props.minAvailable >= rangeOf(props).min,
    say: (props) =>
      `must be less than the fewest pods, ${rangeOf(props).min}, got ${props.minAvailable}: nodes could never be drained. Left out, one pod at a time may go`,
  },
];
