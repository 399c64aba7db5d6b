/** Properties of a KafkaCluster: brokers, topics, users, listeners. */
import { z } from 'zod';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { objectOverrides } from '../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../core/words/words';
import type { VersionTable } from '../../core/sizing/versions';

/** What Strimzi 1.2 runs: github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/kafka-versions.yaml */
export const KAFKA_VERSIONS: VersionTable = {
  asOf: '2026-11-21',
  versions: [
    { version: '4.2', engineVersion: '4.2.1' },
    { version: '4.3', engineVersion: '4.3.1' },
  ],
};

const topicName = z.string().regex(/^[a-z0-9]([a-z0-9._-]{0,198}[a-z0-9])?$/, {
  error: 'must be 1–200 lower-case letters, digits, dots, hyphens and underscores',
});

const setting = z.union([z.string(), z.number(), z.boolean()]);

const topic = z.strictObject({
  /** Into how many parts it is split: 1–10000. More can be added, none taken away. @default 3 */
  partitions: z.int().min(1).max(10_000).default(3),
  /** Copies of each partition. @default - the cluster's `replicationFactor` */
  replicas: z.int().min(1).max(100).optional(),
  /** What happens to old records: deleted, or only the last of each key is kept. @default 'delete' */
  cleanup: z.enum(['delete', 'compact', 'compact-delete']).default('delete'),
  /** Hours that records are kept, where they are deleted: 1–87600. @default - 168, a week */
  retentionHours: z.int().min(1).max(87_600).optional(),
  /** Further settings in Kafka's own names. @default - none */
  config: z.record(nonEmpty, setting).default({}),
});

export type Topic = z.output<typeof topic>;

const user = z.strictObject({
  /**
   * A name in the environment's `secrets` whose password it signs in with (SCRAM-SHA-512); its username must be the user's name.
   * @default - it signs in with a certificate that the cluster makes: the secret of its name in the cluster's namespace
   */
  secret: identifier.optional(),
  /** Topics that it may write to; transactions and idempotent writes included. @default - none */
  produce: z.array(nonEmpty).default([]),
  /** Topics that it may read. @default - none */
  consume: z.array(nonEmpty).default([]),
  /** Consumer groups that it may join, beside those whose names begin with its own. @default - none */
  groups: z.array(nonEmpty).default([]),
});

export type KafkaUser = z.output<typeof user>;

const authentication = z.enum(['scram-sha-512', 'none']);

export const kafkaClusterSchema = z.strictObject({
  ...common,
  /** Kafka's version, major and minor: `'4.3'`. */
  version: z.string().regex(/^\d\.\d{1,2}$/, { error: 'must be a major and minor version such as "4.3"' }),
  /** How many brokers: 1–100. @default 3 */
  brokers: z.int().min(1).max(100).default(3),
  /** What each broker requests and may use. Half of its memory is Java's. */
  resources: nodeResources,
  storage: z.strictObject({
    /** Each broker's disk, in GiB: 10–16384. It can grow, not shrink. */
    sizeGiB: storageGiB,
  }),
  /** Nodes of their own that elect and keep the cluster's state. @default - the brokers do it too */
  controllers: z
    .strictObject({
      /** How many, an odd number: 1–9. @default 3 */
      replicas: z.int().min(1).max(9).default(3),
      /** What each requests and may use. @default { cpu: '500m', memory: '2Gi' } */
      resources: nodeResources.prefault({ cpu: '500m', memory: '2Gi' }),
      /** Each one's disk, in GiB: 10–16384. @default 20 */
      storageGiB: storageGiB.default(20),
    })
    .optional(),
  /** Copies of each record on different brokers. @default 3 */
  replicationFactor: z.int().min(1).max(100).default(3),
  /** How many of these must have a record before its producer is told so. @default - one less than `replicationFactor`, at least 1 */
  minInSyncReplicas: z.int().min(1).max(100).optional(),
  /** Where brokers are called. The first of `plain`, `tls`, `mutualTls` is the one that autoscaling by a topic uses. @default { tls: {} } */
  listeners: z
    .strictObject({
      /** Without encryption, port 9092. @default - none */
      plain: z
        .strictObject({
          /** How clients sign in. @default 'scram-sha-512' */
          authentication: authentication.default('scram-sha-512'),
        })
        .optional(),
      /** With TLS, port 9093. @default - none */
      tls: z
        .strictObject({
          /** How clients sign in. @default 'scram-sha-512' */
          authentication: authentication.default('scram-sha-512'),
        })
        .optional(),
      /** With TLS, port 9094: clients sign in with a certificate. @default false */
      mutualTls: z.boolean().default(false),
    })
    .prefault({ tls: {} }),
  /** Topics by name. @default - none */
  topics: z.record(topicName, topic).default({}),
  /** Users by name. @default - none */
  users: z.record(identifier, user).default({}),
  /** Further settings of brokers in Kafka's own names. @default - none */
  config: z.record(nonEmpty, setting).default({}),
  /**
   * Patches merged last into what is made: `cluster`, `brokers`, `controllers`, `topic`, `user`, `secret`, `monitor`,
   * `networkPolicy`. @default - none
   */
  overrides: objectOverrides.optional(),
});

export type KafkaClusterProps = z.output<typeof kafkaClusterSchema>;

const PORTS = { plain: 9092, tls: 9093, mutualTls: 9094 } as const;

export interface KafkaListener {
  readonly name: string;
  readonly port: number;
  readonly tls: boolean;
  readonly authentication: 'scram-sha-512' | 'tls' | 'none';
}

/** The listeners that there are, in the order in which one is chosen. */
export const listenersOf = ({ listeners }: Pick<KafkaClusterProps, 'listeners'>): KafkaListener[] => {
  const { plain, tls, mutualTls } = listeners;
  return [
    ...(plain ? [{ name: 'plain', port: PORTS.plain, tls: false, ...plain }] : []),
    ...(tls ? [{ name: 'tls', port: PORTS.tls, tls: true, ...tls }] : []),
    ...(mutualTls ? [{ name: 'mtls', port: PORTS.mutualTls, tls: true, authentication: 'tls' as const }] : []),
  ];
};

/** How many copies must have a record. */
export const minInSync = ({ replicationFactor, minInSyncReplicas }: KafkaClusterProps): number =>
  minInSyncReplicas ?? Math.max(1, replicationFactor - 1);
