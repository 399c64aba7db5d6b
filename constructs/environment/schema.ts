/** An environment: everything that one system runs at one stage, and the clouds that it targets. */
import { z } from 'zod';
import { addonsSchema } from '../addons/schema';
import { clickHouseClusterSchema } from '../click-house-cluster/schema';
import { clusterSchema, existingClusterSchema } from '../cluster/schema';
import { keysSchema } from '../encryption-key/schema';
import { kafkaClusterSchema } from '../kafka-cluster/schema';
import { managedPostgresSchema } from '../managed-postgres/schema';
import { managedRedisSchema } from '../managed-redis/schema';
import { namespaceSchema } from '../namespace/schema';
import { existingNetworkSchema, networkSchema } from '../network/schema';
import { objectStoreSchema } from '../object-store/schema';
import { searchClusterSchema } from '../search-cluster/schema';
import { secretSchema } from '../secret-store/schema';
import { stateSchema } from '../../core/cdktf/state';
import { targetsSchema } from './targets';
import { byCloud } from '../../core/words/clouds';
import { identifier, nonEmpty } from '../../core/words/words';
import { workloadSchema } from '../workload/schema';
import type { DeepPatch } from '../../core/patch';

const tagKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, {
  error: 'must be a letter followed by at most 62 letters, digits and underscores: what all three clouds take',
});

const tagValue = z.string().regex(/^[A-Za-z0-9 _.:/=+@-]{0,63}$/, {
  error: 'must be at most 63 letters, digits, spaces and _ . : / = + - @',
});

const topology = {
  /** The system that the environment belongs to: the first part of every name. */
  system: identifier,
  /** The environment: the second part of every name. */
  environment: identifier,
  /** On which clouds, where. */
  targets: targetsSchema,
  /** Whom it is billed to: the tag CostCenter. */
  costCenter: tagValue.min(1),
  /** Further tags on everything that takes them, beside Environment, Project, ManagedBy and CostCenter. @default - none */
  tags: z.record(tagKey, tagValue).default({}),
  /** Where Terraform keeps its state. @default - files in the directory `state` */
  state: stateSchema.prefault({ kind: 'local' }),
  /**
   * Clouds keep some names of deleted things for days or for ever (Cloud SQL, key rings, vaults, secrets). Give another
   * incarnation to create again what was deleted. @default - none
   */
  incarnation: z
    .string()
    .regex(/^[a-z0-9]{1,4}$/, { error: 'must be 1–4 lower-case letters and digits' })
    .optional(),
  /**
   * Warnings that are known and accepted, by the code that is shown with each, with the reason:
   * `{ 'cluster/version-ends': 'upgrade planned for May' }`. They are not reported any more. @default - none
   */
  acknowledgements: z.record(z.string(), nonEmpty).default({}),
  /** How the environment's own encryption keys are kept. */
  keys: keysSchema.prefault({}),
  /** The network. */
  network: z.union([networkSchema, existingNetworkSchema]),
  /** The Kubernetes cluster. @default - none */
  cluster: z.union([clusterSchema, existingClusterSchema]).optional(),
  /** PostgreSQL servers, by name. @default - none */
  databases: z.record(identifier, managedPostgresSchema).default({}),
  /** Redis stores, by name. @default - none */
  caches: z.record(identifier, managedRedisSchema).default({}),
  /** Buckets, by name. @default - none */
  objectStores: z.record(identifier, objectStoreSchema).default({}),
  /** Secrets that people fill in, by name. @default - none */
  secrets: z.record(identifier, secretSchema).default({}),
  /** DNS zones that exist, by name. @default - none */
  dnsZones: z
    .record(
      identifier,
      z.strictObject({
        /** The domain: `example.com`. */
        domain: z.string().regex(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: 'must be a domain' }),
        /** The zone by the cloud's own name. AWS: hosted zone id; Google: name of the managed zone; Azure: resource id. */
        existing: byCloud(nonEmpty),
      }),
    )
    .default({}),
  /**
   * Whether the environment survives the loss of a node or a zone: the default of databases' `highAvailability` and caches' `replicas`,
   * and the number of copies of each add-on.
   */
  highAvailability: z.boolean().default(true),
  /** What is installed in the cluster. @default - nothing */
  addons: addonsSchema.default({}),
  /** Namespaces of the cluster, by name. @default - none but those of add-ons */
  namespaces: z.record(identifier, namespaceSchema).default({}),
  /** What runs in the cluster, by name. @default - nothing */
  workloads: z.record(identifier, workloadSchema).default({}),
  /** Kafka clusters in the cluster, by name. @default - none */
  kafkaClusters: z.record(identifier, kafkaClusterSchema).default({}),
  /** ClickHouse clusters in the cluster, by name. @default - none */
  clickHouseClusters: z.record(identifier, clickHouseClusterSchema).default({}),
  /** OpenSearch clusters in the cluster, by name. @default - none */
  searchClusters: z.record(identifier, searchClusterSchema).default({}),
};

export const environmentSchema = z.strictObject(topology);

/** An environment with every default filled in. */
export type Environment = z.output<typeof environmentSchema>;

type Input = z.input<typeof environmentSchema>;

/** What an environment file holds. */
export interface EnvironmentInput extends Input {
  /**
   * What is otherwise on one cloud: merged over the rest for that cloud only, `null` taking a property away. For what a cloud
   * cannot do. @default - nothing
   */
  readonly differences?: {
    readonly [K in keyof Input['targets']]?: DeepPatch<Omit<Input, 'targets' | 'system' | 'environment'>>;
  };
}
