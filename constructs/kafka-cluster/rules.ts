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
    code: 'brokers',
    property: 'brokers',
    check: ({ brokers, controllers }) =>
      controllers === undefined &&
      isEven(brokers) &&
      `must be odd where brokers are the controllers too, got ${brokers}: add one, or give controllers`,
  },
  {
    code: 'controllers-replicas',
    property: 'controllers.replicas',
    check: ({ controllers }) =>
      controllers !== undefined &&
      isEven(controllers.replicas) &&
      `must be odd, got ${controllers?.replicas}: an even number survives no more losses than one less`,
  },
  {
    code: 'replication-factor',
    property: 'replicationFactor',
    check: ({ replicationFactor, brokers }) =>
      replicationFactor > brokers && `must be at most brokers ${brokers}, got ${replicationFactor}`,
  },
  {
    code: 'min-in-sync-replicas',
    property: 'minInSyncReplicas',
    check: (p) =>
      minInSync(p) > p.replicationFactor &&
      `must be at most replicationFactor ${p.replicationFactor}, got ${minInSync(p)}`,
  },
  {
    code: 'listeners',
    property: 'listeners',
    check: (p) => listenersOf(p).length === 0 && 'must hold one of plain, tls and mutualTls: otherwise nobody can call',
  },
  {
    code: 'listeners-2',
    property: 'listeners',
    check: (p) => {
      const kinds = listenersOf(p).map((one) => one.authentication === 'none');
      return (
        kinds.includes(true) &&
        kinds.includes(false) &&
        'must either all authenticate or none: with users, whoever does not sign in may do nothing'
      );
    },
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
        code: 'replicas',
        property: 'replicas',
        check: ({ replicas, p }) =>
          replicas !== undefined && replicas > p.brokers && `must be at most brokers ${p.brokers}, got ${replicas}`,
      },
      {
        code: 'replicas-2',
        property: 'replicas',
        check: ({ replicas, config, p }) =>
          replicas !== undefined &&
          replicas < Number(config['min.insync.replicas'] ?? minInSync(p)) &&
          `must be at least minInSyncReplicas ${Number(config['min.insync.replicas'] ?? minInSync(p))}, got ${replicas}: nobody could write`,
      },
      {
        code: 'retention-hours',
        property: 'retentionHours',
        check: ({ retentionHours, cleanup }) =>
          retentionHours !== undefined &&
          cleanup === 'compact' &&
          'requires the cleanup "delete" or "compact-delete": compacted records stay for good',
      },
      {
        code: 'config',
        property: 'config',
        check: ({ config }) =>
          ['cleanup.policy', 'retention.ms'].some((key) => key in config) &&
          'must not hold cleanup.policy or retention.ms: give cleanup and retentionHours',
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
        code: 'whole',
        property: '',
        check: ({ topics, p }) =>
          topics.some((one) => !(one in p.topics)) &&
          `must name topics of the cluster (${Object.keys(p.topics).join(', ') || 'there are none'}), got ${topics.filter((one) => !(one in p.topics)).join(', ')}`,
      },
    ],
  ),
  forEach(
    (p) => Object.entries(p.users).map(([name, one]) => [`users.${name}`, { name, ...one, p }] as const),
    [
      {
        code: 'secret',
        property: 'secret',
        check: ({ secret, p }) =>
          secret !== undefined &&
          listenersOf(p).every((one) => one.authentication !== 'scram-sha-512') &&
          'requires a listener whose authentication is "scram-sha-512"',
      },
      {
        code: 'whole-2',
        property: '',
        check: ({ secret, p }) =>
          secret === undefined &&
          !p.listeners.mutualTls &&
          'must have a secret, or the cluster listeners.mutualTls: nothing else lets it sign in',
      },
      {
        code: 'whole-3',
        property: '',
        check: ({ name, p }, { environment, id }) =>
          Object.entries(environment.kafkaClusters).some(
            ([other, { namespace, users }]) => other !== id && namespace === p.namespace && name in users,
          ) &&
          `must have another name than the users of other Kafka clusters in the namespace "${p.namespace}": their secrets are called so`,
      },
    ],
  ),
  ...usernameRule<KafkaClusterProps>(),
];
