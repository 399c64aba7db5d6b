/** KafkaCluster: brokers with their topics, users and listeners. */
import { z } from 'zod';

import { objectOverrides } from '../../core/kubernetes/words';
import type { VersionTable } from '../../core/sizing/versions';
import { identifier, nonEmpty } from '../../core/words/words';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { entry, entryBeside, entryOf } from '../entry';

/** Versions that Strimzi 1.2 runs: github.com/strimzi/strimzi-kafka-operator/blob/1.2.0/kafka-versions.yaml */
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
  ...entry(topicName),
  /** Number of partitions. Partitions can be added, but never removed. */
  partitions: z.int().min(1).max(10_000).default(3),
  /** Copies of each partition. @default - the cluster's `replicationFactor` */
  replicas: z.int().min(1).max(100).optional(),
  /**
   * Treatment of old records: `delete` deletes them, `compact` keeps the last of each key, `compact-delete` does
   * both.
   */
  cleanup: z.enum(['delete', 'compact', 'compact-delete']).default('delete'),
  /** Hours that records are kept, where `cleanup` deletes them. @default - 168, a week */
  retentionHours: z.int().min(1).max(87_600).optional(),
  /** Further settings in Kafka's own names. @default - none */
  config: z.record(nonEmpty, setting).default({}),
});

export type Topic = z.output<typeof topic>;

const user = z.strictObject({
  ...entry(),
  /**
   * A name in the environment's `secrets`: its password signs the user in (SCRAM-SHA-512), its username must be the
   * user's name.
   * @default - none: the cluster creates a certificate, in the Secret with the user's name in the cluster's namespace
   */
  secret: entryOf('secrets').optional(),
  /** Topics that the user may write to, with transactions and idempotent writes. @default - none */
  produce: z.array(entryBeside('topics', nonEmpty)).default([]),
  /** Topics that the user may read. @default - none */
  consume: z.array(entryBeside('topics', nonEmpty)).default([]),
  /** Consumer groups that the user may join, in addition to those that start with the user's name. @default - none */
  groups: z.array(nonEmpty).default([]),
});

export type KafkaUser = z.output<typeof user>;

const listener = z.strictObject({
  /** How clients sign in. */
  authentication: z.enum(['scram-sha-512', 'none']).default('scram-sha-512'),
});

export const kafkaClusterSchema = z.strictObject({
  ...common,
  /** Kafka's major and minor version: `'4.3'`. */
  version: z.string().regex(/^\d\.\d{1,2}$/, { error: 'must be a major and minor version such as "4.3"' }),
  /** Number of brokers. */
  brokers: z.int().min(1).max(100).default(3),
  /** Requests and limits of each broker. The Java heap takes half of the memory. */
  resources: nodeResources,
  storage: z.strictObject({
    /** Size of each broker's disk. It can grow, but never shrinks. */
    sizeGiB: storageGiB,
  }),
  /** Separate nodes that elect a leader and keep the cluster's metadata. @default - the brokers do both */
  controllers: z
    .strictObject({
      /** Number of controllers, which must be odd. */
      replicas: z.int().min(1).max(9).default(3),
      /** Requests and limits of each controller. */
      resources: nodeResources.prefault({ cpu: '500m', memory: '2Gi' }),
      /** Size of each controller's disk. */
      storageGiB: storageGiB.default(20),
    })
    .optional(),
  /** Copies of each record on different brokers. */
  replicationFactor: z.int().min(1).max(100).default(3),
  /**
   * Copies that must have a record before its producer gets an answer.
   * @default - one less than `replicationFactor`, at least 1
   */
  minInSyncReplicas: z.int().min(1).max(100).optional(),
  /** Ports of the brokers. Autoscaling by a topic calls the first of `plain`, `tls`, `mutualTls` that is set. */
  listeners: z
    .strictObject({
      /** Port 9092, without encryption. @default - none */
      plain: listener.optional(),
      /** Port 9093, with TLS. @default - none */
      tls: listener.optional(),
      /** Port 9094, with TLS, where clients sign in with a certificate. */
      mutualTls: z.boolean().default(false),
    })
    .prefault({ tls: {} }),
  /**
   * Topics by name.
   * @default - none
   * @example
   * topics: {
   *   orders: { partitions: 12, retentionHours: 72 },
   *   prices: { cleanup: 'compact', config: { 'max.message.bytes': 2097152 } },
   * }
   */
  topics: z.record(topicName, topic).default({}),
  /**
   * Users by name.
   * @default - none
   * @example
   * users: {
   *   shop: { secret: 'shop', produce: ['orders'] },
   *   billing: { consume: ['orders'], groups: ['invoices'] },
   * }
   */
  users: z.record(identifier, user).default({}),
  /** Further settings of brokers in Kafka's own names. @default - none */
  config: z.record(nonEmpty, setting).default({}),
  /**
   * Patches that are merged last into the cluster's objects: `cluster`, `brokers`, `controllers`, `topic`, `user`,
   * `secret`, `monitor`, `networkPolicy`.
   * @default - none
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

/** The listeners that are set, in the order in which clients choose one. */
export const listenersOf = ({ listeners }: Pick<KafkaClusterProps, 'listeners'>): KafkaListener[] => {
  const { plain, tls, mutualTls } = listeners;
  return [
    ...(plain ? [{ name: 'plain', port: PORTS.plain, tls: false, ...plain }] : []),
    ...(tls ? [{ name: 'tls', port: PORTS.tls, tls: true, ...tls }] : []),
    ...(mutualTls ? [{ name: 'mtls', port: PORTS.mutualTls, tls: true, authentication: 'tls' as const }] : []),
  ];
};

/** Copies that must have a record before its producer gets an answer. */
export const minInSync = ({ replicationFactor, minInSyncReplicas }: KafkaClusterProps): number =>
  minInSyncReplicas ?? Math.max(1, replicationFactor - 1);
