/** Rules of Kafka clusters: what Kafka or its operator would refuse, or what would lose records. */
import { forEach, type RuleTable } from '../../core/rules/rule';
import { versionRule } from '../../core/sizing/choices';
import { clusterRules, oddNumber, reservedSettings, usernameRule } from '../data-cluster/rules';
import { type InClusterContext, unknownNames } from '../environment/in-cluster-rules';
import { KAFKA_VERSIONS, type KafkaClusterProps, listenersOf, minInSync, type Topic } from './schema';

/** Settings of other properties. */
const OWN_SETTINGS = [
  'default.replication.factor',
  'min.insync.replicas',
  'offsets.topic.replication.factor',
  'transaction.state.log.replication.factor',
  'transaction.state.log.min.isr',
];
/**
 * Settings that Strimzi sets itself and silently drops when they are given:
 * strimzi.io/docs/operators/latest/configuring#property-kafka-config-reference
 */
const OPERATOR_SETTINGS = [
  /^listeners/,
  /^advertised\./,
  /^broker\.(?!session\.timeout\.ms|heartbeat\.interval\.ms)/,
  /^listener\./,
  /^host\.name/,
  /^port/,
  /^inter\.broker\.listener\.name/,
  /^sasl\.(?!server\.max\.receive\.size)/,
  /^ssl\.(?!cipher\.suites|protocol|enabled\.protocols|secure\.random\.implementation)/,
  /^security\./,
  /^password\./,
  /^log\.dir/,
  /^authorizer\./,
  /^super\.user/,
  /^node\.id/,
  /^process\.roles/,
  /^controller\.(?!socket\.timeout\.ms|quorum\.(election|fetch))/,
  /^metadata\.log\.dir/,
  /^zookeeper\./,
  /^cordoned\.log\.dirs/,
  /^prometheus\.metrics\.reporter\./,
];

const secretsOf = ({ users }: KafkaClusterProps) =>
  Object.entries(users).flatMap(([name, { secret }]) =>
    secret === undefined ? [] : [[`users.${name}.secret`, secret] as const],
  );

const usersOf = ({ users }: KafkaClusterProps) =>
  Object.entries(users).map(([name, user]) => [`users.${name}`, { name, ...user }] as const);

/** The topics that each user may write to or read, by the property that names them. */
const topicsOfUsers = ({ users }: KafkaClusterProps) =>
  Object.entries(users).flatMap(([name, { produce, consume }]) => [
    [`users.${name}.produce`, produce] as const,
    [`users.${name}.consume`, consume] as const,
  ]);

/** Copies that a topic's producers wait for. */
const topicMinInSync = ({ config }: Topic, cluster: KafkaClusterProps): number =>
  Number(config['min.insync.replicas'] ?? minInSync(cluster));

export const kafkaClusterRules: RuleTable<KafkaClusterProps, InClusterContext> = [
  ...clusterRules<KafkaClusterProps>(
    'strimzi',
    secretsOf,
    (name, id, { brokers, controllers }) => `${name}-${id}-${controllers ? 'controllers' : 'brokers'}-${brokers + 9}`,
  ),
  versionRule('Kafka', () => KAFKA_VERSIONS),
  {
    code: 'brokers-odd',
    property: 'brokers',
    check: ({ brokers, controllers }) =>
      controllers === undefined &&
      brokers % 2 === 0 &&
      `must be an odd number where brokers are the controllers too, got ${brokers}: add one, or set controllers`,
  },
  oddNumber('controllers-odd', 'controllers.replicas', ({ controllers }) => controllers?.replicas),
  {
    code: 'replication-factor-max',
    property: 'replicationFactor',
    check: ({ replicationFactor, brokers }) =>
      replicationFactor > brokers && `must be at most brokers ${brokers}, got ${replicationFactor}`,
  },
  {
    code: 'min-in-sync-max',
    property: 'minInSyncReplicas',
    check: (props) =>
      minInSync(props) > props.replicationFactor &&
      `must be at most replicationFactor ${props.replicationFactor}, got ${minInSync(props)}`,
  },
  {
    code: 'listeners-empty',
    property: 'listeners',
    check: (props) => listenersOf(props).length === 0 && 'must have at least one of plain, tls and mutualTls, got none',
  },
  {
    code: 'listeners-mixed',
    property: 'listeners',
    check: (props) => {
      const open = listenersOf(props).map(({ authentication }) => authentication === 'none');
      return (
        open.includes(true) &&
        open.includes(false) &&
        'must all authenticate, or none: with authorization, clients that do not sign in may do nothing'
      );
    },
  },
  reservedSettings(
    'config',
    ({ config }) => config,
    (key) => OWN_SETTINGS.includes(key) || OPERATOR_SETTINGS.some((pattern) => pattern.test(key)),
  ),
  forEach(
    ({ topics }: KafkaClusterProps) =>
      Object.entries(topics).map(([name, topic]) => [`topics.${name}`, topic] as const),
    [
      {
        code: 'topic-replicas-max',
        property: 'replicas',
        check: ({ replicas }, _, { brokers }) =>
          replicas !== undefined && replicas > brokers && `must be at most brokers ${brokers}, got ${replicas}`,
      },
      {
        code: 'topic-replicas-min',
        property: 'replicas',
        check: (topic, _, cluster) => {
          const least = topicMinInSync(topic, cluster);
          return (
            topic.replicas !== undefined &&
            topic.replicas < least &&
            `must be at least minInSyncReplicas ${least}, got ${topic.replicas}: otherwise no producer can write`
          );
        },
      },
      {
        code: 'topic-retention-compact',
        property: 'retentionHours',
        check: ({ retentionHours, cleanup }) =>
          retentionHours !== undefined &&
          cleanup === 'compact' &&
          'requires the cleanup "delete" or "compact-delete", got "compact", which keeps the last record of each key indefinitely',
      },
      {
        code: 'topic-config-reserved',
        property: 'config',
        check: ({ config }) => {
          const reserved = ['cleanup.policy', 'retention.ms'].filter((key) => key in config);
          return (
            reserved.length > 0 && `must not hold ${reserved.join(' and ')}: use cleanup and retentionHours instead`
          );
        },
      },
    ],
  ),
  forEach(topicsOfUsers, [
    {
      code: 'user-topic-unknown',
      property: '',
      check: (names, _, { topics }) => unknownNames('topics of the cluster', names, Object.keys(topics)),
    },
  ]),
  forEach(usersOf, [
    {
      code: 'user-secret-unused',
      property: 'secret',
      check: ({ secret }, _, cluster) =>
        secret !== undefined &&
        listenersOf(cluster).every(({ authentication }) => authentication !== 'scram-sha-512') &&
        'requires a listener whose authentication is "scram-sha-512"',
    },
    {
      code: 'user-cannot-sign-in',
      property: '',
      check: ({ secret }, _, { listeners }) =>
        secret === undefined &&
        !listeners.mutualTls &&
        'requires a secret, or listeners.mutualTls for its certificate: otherwise it cannot sign in',
    },
    {
      code: 'user-taken',
      property: '',
      names: 'oldest',
      check: ({ name }, { environment, id }, { namespace }) =>
        Object.entries(environment.kafkaClusters).some(
          ([other, cluster]) => other !== id && cluster.namespace === namespace && name in cluster.users,
        ) &&
        `must have another name than the users of other Kafka clusters in the namespace "${namespace}", got "${name}", because the user's Secret has this name`,
    },
  ]),
  ...usernameRule<KafkaClusterProps>(),
];
