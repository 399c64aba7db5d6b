/** "High Availability" and "Backup Schedule" of what keeps data. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { NAMESPACES, versions } from './base';

type Database = NonNullable<EnvironmentInput['databases']>[string];
type Cache = NonNullable<EnvironmentInput['caches']>[string];
type ClickHouse = NonNullable<EnvironmentInput['clickHouseClusters']>[string];
type Kafka = NonNullable<EnvironmentInput['kafkaClusters']>[string];

/** Topic of waiting work, by whose backlog the workers scale. */
export const JOBS = { cluster: 'events', topic: 'jobs', consumerGroup: 'workers', user: 'workers' } as const;

/** "Queue depth": a further worker for every hundred jobs that wait. */
export const queueDepth = { kafka: { ...JOBS, lagPerReplica: 100 } } as const;

/**
 * PostgreSQL and Redis are the clouds' ("Managed Services"), and not in the namespace of the other stores. PostgreSQL
 * is scaled by hand: from one server to three, with two replicas.
 */
export const postgres = (sizing: Pick<Database, 'size' | 'storage'> & Partial<Database>): Database => ({
  version: versions.postgres,
  database: 'platform',
  owner: 'platform',
  // Services sign in as a user, and what migrates the schema as the owner.
  users: { app: { rights: 'read-write' } },
  ...sizing,
});

export const redis = (sizing: Pick<Cache, 'size'> & Partial<Cache>): Cache => ({ version: versions.redis, ...sizing });

/** "Backup Schedule" of ClickHouse: every night, for 90 days. */
export const clickHouseBackups = { store: 'backups', cron: '0 2 * * *', retentionDays: 90 } as const;

/** ClickHouse is scaled by hand: from three servers to nine, with three shards. */
export const clickHouse = (sizing: Pick<ClickHouse, 'resources' | 'storage'> & Partial<ClickHouse>): ClickHouse => ({
  namespace: NAMESPACES.data,
  version: versions.clickHouse,
  nodePool: 'data',
  users: { workers: { secret: 'workers' }, reports: { secret: 'reports', readOnly: true } },
  callers: [{ workload: 'workers' }, { workload: 'api-gateway' }],
  ...sizing,
});

export const kafka = (sizing: Pick<Kafka, 'resources' | 'storage'> & Partial<Kafka>): Kafka => ({
  namespace: NAMESPACES.data,
  version: versions.kafka,
  nodePool: 'data',
  // Clients in other namespaces cannot read the authority that signs the certificates of brokers: they sign in without TLS.
  listeners: { plain: {} },
  topics: { jobs: { partitions: 20 } },
  users: {
    connector: { secret: 'connector', produce: [JOBS.topic] },
    workers: { secret: 'workers', consume: [JOBS.topic], groups: [JOBS.consumerGroup] },
  },
  callers: [{ workload: 'connector' }, { workload: 'workers' }],
  ...sizing,
});

/** Passwords of the stores' users. */
export const storeSecrets = {
  'click-house': { description: 'How the operator signs in to ClickHouse' },
  connector: { description: 'Writes jobs to Kafka' },
  workers: { description: 'Reads jobs from Kafka, and writes results to ClickHouse' },
  reports: { description: 'Reads from ClickHouse' },
} satisfies EnvironmentInput['secrets'];

/** Whoever needs an older version of a table's file finds it for a year. */
export const iceberg = { lifecycle: { history: { expireOldVersionsAfterDays: 365 } } };

/** Azure's caches have one copy at most, and no maintenance window. */
export const cacheOnAzure = { redis: { replicas: 1 } } as const;
