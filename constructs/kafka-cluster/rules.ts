/** Rules of Kafka clusters: what Kafka or its operator would refuse, or what would lose records. */
import { versionRule } from '../../core/sizing/choices';
import { clusterRules, isEven, keptRule, usernameRule, type ClusterContext } from '../data-cluster/rules';
import { KAFKA_VERSIONS, listenersOf, minInSync } from './schema';
import type { KafkaClusterProps } from './schema';
import { forEach, type RuleTable } from '../../core/rules/rule';

/** What other properties set. */
const SET = [
  'default.replication.factor',
  'min.insync.replicas',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
];
/**
 * What Strimzi sets itself, and drops without a word where it is given:
 * strimzi.io/docs/operators/latest/configuring#property-kafka-config-reference
 */
const KEPT =
  /^(listeners|advertised\.|broker\.(?!session\.timeout\.ms|heartbeat\.interval\.ms)|listener\.|host\.name|port|inter\.broker\.listener\.name|sasl\.(?!server\.max\.receive\.size)|ssl\.(?!cipher\.suites|protocol|enabled\.protocols|secure\.random\.implementation)|security\.|password\.|log\.dir|authorizer\.|super\.user|node\.id|process\.roles|controller\.(?!socket\.timeout\.ms|quorum\.(election|fetch))|metadata\.log\.dir|zookeeper\.|cordoned\.log\.dirs|prometheus\.metrics\.reporter\.)/;

export const kafkaClusterRules: RuleTable<KafkaClusterProps, ClusterContext> = [
  ...clusterRules<KafkaClusterProps>(
    'strimzi',
    ({ users }) =>
      Object.entries(users).flatMap(([name, { secret }]) =>
        secret === undefined ? [] : [[`users.${name}.secret`, secret] as const],
      ),
    (name, id, { brokers, controllers }) => `${name}-${id}-${controllers ? 'controllers' : 'brokers'}-${brokers + 9}`,
  ),
  versionRule('Kafka', () => KAFKA_VERSIONS),
  {
    property: 'brokers',
    when: ({ brokers, controllers }) => controllers === undefined && isEven(brokers),
    say: ({ brokers }) =>
      `must be odd where brokers are the controllers too, got ${brokers}: add one, or give controllers`,
  },
  {
    property: 'controllers.replicas',
    when: ({ controllers }) => controllers !== undefined && isEven(controllers.replicas),
    say: ({ controllers }) =>
      `must be odd, got ${controllers?.replicas}: an even number survives no more losses than one less`,
  },
  {
    property: 'replicationFactor',
    when: ({ replicationFactor, brokers }) => replicationFactor > brokers,
    say: ({ replicationFactor, brokers }) => `must be at most brokers ${brokers}, got ${replicationFactor}`,
  },
  {
    property: 'minInSyncReplicas',
    when: (p) => minInSync(p) > p.replicationFactor,
    say: (p) => `must be at most replicationFactor ${p.replicationFactor}, got ${minInSync(p)}`,
  },
  {
    property: 'listeners',
    when: (p) => listenersOf(p).length === 0,
    say: () => 'must hold one of plain, tls and mutualTls: otherwise nobody can call',
  },
  {
    property: 'listeners',
    when: (p) => {
      const kinds = listenersOf(p).map((one) => one.authentication === 'none');
      return kinds.includes(true) && kinds.includes(false);
    },
    say: () => 'must either all authenticate or none: with users, whoever does not sign in may do nothing',
  },
  keptRule(
    'config',
    ({ config }) => config,
    (key) => SET.includes(key) || KEPT.test(key),
  ),
  forEach(
    (p) => Object.entries(p.topics).map(([name, one]) => [`topics.${name}`, { ...one, p }] as const),
    [
      {
        property: 'replicas',
        when: ({ replicas, p }) => replicas !== undefined && replicas > p.brokers,
        say: ({ replicas, p }) => `must be at most brokers ${p.brokers}, got ${replicas}`,
      },
      {
        property: 'replicas',
        when: ({ replicas, config, p }) =>
          replicas !== undefined && replicas < Number(config['min.insync.replicas'] ?? minInSync(p)),
        say: ({ replicas, config, p }) =>
          `must be at least minInSyncReplicas ${Number(config['min.insync.replicas'] ?? minInSync(p))}, got ${replicas}: nobody could write`,
      },
      {
        property: 'retentionHours',
        when: ({ retentionHours, cleanup }) => retentionHours !== undefined && cleanup === 'compact',
        say: () => 'must come with the cleanup "delete" or "compact-delete": compacted records stay for good',
      },
      {
        property: 'config',
        when: ({ config }) => ['cleanup.policy', 'retention.ms'].some((key) => key in config),
        say: () => 'must not hold cleanup.policy or retention.ms: give cleanup and retentionHours',
      },
    ],
  ),
  forEach(
    (p) =>
      Object.entries(p.users).flatMap(([name, { produce, consume }]) =>
        Object.entries({ produce, consume }).map(([kind, topics]) => [`users.${name}.${kind}`, { topics, p }] as const),
      ),
    [
      {
        property: '',
        when: ({ topics, p }) => topics.some((one) => !(one in p.topics)),
        say: ({ topics, p }) =>
          `must name topics of the cluster (${Object.keys(p.topics).join(', ') || 'there are none'}), got ${topics.filter((one) => !(one in p.topics)).join(', ')}`,
      },
    ],
  ),
  forEach(
    (p) => Object.entries(p.users).map(([name, one]) => [`users.${name}`, { name, ...one, p }] as const),
    [
      {
        property: 'secret',
        when: ({ secret, p }) =>
          secret !== undefined && listenersOf(p).every((one) => one.authentication !== 'scram-sha-512'),
        say: () => 'must come with a listener whose authentication is "scram-sha-512"',
      },
      {
        property: '',
        when: ({ secret, p }) => secret === undefined && !p.listeners.mutualTls,
        say: () => 'must have a secret, or the cluster listeners.mutualTls: nothing else lets it sign in',
      },
      {
        property: '',
        when: ({ name, p }, { environment, id }) =>
          Object.entries(environment.kafkaClusters).some(
            ([other, { namespace, users }]) => other !== id && namespace === p.namespace && name in users,
          ),
        say: ({ p }) =>
          `must have another name than the users of other Kafka clusters in the namespace "${p.namespace}": their secrets are called so`,
      },
    ],
  ),
  ...usernameRule<KafkaClusterProps>(),
];
