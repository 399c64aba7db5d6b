/** Topology: the schema of an environment file: what runs, without naming a cloud, and on which clouds. */
import { z } from 'zod';
import { ADDONS, addonsSchema } from './addons';
import { clickHouseClusterSchema } from './click-house-cluster';
import { clusterSchema, existingClusterSchema } from './cluster';
import { keysSchema } from './encryption-key';
import { connectionsUsed } from './identities';
import { kafkaClusterSchema } from './kafka-cluster';
import { managedPostgresSchema } from './managed-postgres';
import { managedRedisSchema } from './managed-redis';
import { namespaceSchema } from './namespace';
import { existingNetworkSchema, networkSchema } from './network';
import { objectStoreSchema } from './object-store';
import type { RuleTable } from './rules';
import { searchClusterSchema } from './search-cluster';
import { appSecretSchema } from './secret-store';
import { stateSchema } from './state';
import { targetsSchema } from './targets';
import { byCloud, identifier, text } from './vocabulary';
import { workloadSchema } from './workload';

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
  secrets: z.record(identifier, appSecretSchema).default({}),
  /** DNS zones that exist, by name. @default - none */
  dnsZones: z
    .record(
      identifier,
      z.strictObject({
        /** The domain: `example.com`. */
        domain: z.string().regex(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: 'must be a domain' }),
        /** The zone by the cloud's own name. AWS: hosted zone id; Google: name of the managed zone; Azure: resource id. */
        existing: byCloud(text),
      }),
    )
    .default({}),
  /** Whether what is installed in the cluster survives the loss of a node. @default true */
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

/** A merge patch of a value: parts of it, and `null` for what goes. */
export type DeepPatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPatch<T[K]> | null }
    : T;
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

/** JSON merge patch (RFC 7386). */
export function patch(base: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const merged: Record<string, unknown> = { ...(typeof base === 'object' && !Array.isArray(base) ? base : {}) };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = patch(merged[key], value);
  }
  return merged;
}

const usesSecondary = (e: Environment): string[] => [
  ...('cidr' in e.network && e.network.secondaryCidr ? ['network.secondaryCidr'] : []),
  ...Object.entries(e.databases).flatMap(([id, db]) => [
    ...(db.backups.copyToSecondaryRegion ? [`databases.${id}.backups.copyToSecondaryRegion`] : []),
    ...Object.entries(db.readReplicas)
      .filter(([, replica]) => replica.region === 'secondary')
      .map(([name]) => `databases.${id}.readReplicas.${name}`),
  ]),
  ...Object.entries(e.objectStores).flatMap(([id, store]) =>
    store.replication ? [`objectStores.${id}.replication`] : [],
  ),
];

/** Which parts of an environment ask for something. */
export const needs = (e: Environment) => ({
  network: 'cidr' in e.network,
  cluster: e.cluster !== undefined && 'version' in e.cluster,
  databases: Object.keys(e.databases).length > 0,
  caches: Object.keys(e.caches).length > 0,
  objectStores: Object.keys(e.objectStores).length > 0,
  secrets: Object.keys(e.secrets).length > 0 || connectionsUsed(e).length > 0,
  secondaryRegion: usesSecondary(e).length > 0,
});

/** Names of constructs that every environment has. */
const RESERVED_IDS = [
  ...['network', 'cluster', 'foundation', 'output', 'secrets'],
  // What CDKTF and the providers are called in a stack.
  ...['backend', 'aws', 'aws-secondary', 'google', 'azurerm', 'random', 'time'],
];
/** The same in the stack of what runs in the cluster. */
const RESERVED_IN_CLUSTER = ['cloud', 'namespaces', 'storage', 'output', ...Object.values(ADDONS).map(({ id }) => id)];
/** Records whose names share a stack, or the cloud's secret store. */
const IN_CLOUD = ['databases', 'caches', 'objectStores', 'secrets'] as const;
const IN_CLUSTER = ['workloads', 'kafkaClusters', 'clickHouseClusters', 'searchClusters'] as const;

/** Records that hold something which is in the cluster. */
const needingCluster = (e: Environment): string[] =>
  (['addons', 'namespaces', ...IN_CLUSTER] as const).filter((record) => Object.keys(e[record]).length > 0);

/** Rules over the environment as a whole; the context is one target. */
export const environmentRules: RuleTable<
  Environment,
  { region: string; secondaryRegion?: string | undefined; cloud: string }
> = [
  {
    property: '',
    when: (e, { secondaryRegion }) => secondaryRegion === undefined && usesSecondary(e).length > 0,
    say: (e, { cloud }) => `targets.${cloud}.secondaryRegion must be given: ${usesSecondary(e).join(', ')} need it`,
  },
  {
    property: '',
    when: (_, { region, secondaryRegion }) => region === secondaryRegion,
    say: (_, { cloud, region }) =>
      `targets.${cloud}.secondaryRegion must be another region than region, got ${region} twice`,
  },
  {
    property: 'cluster',
    when: (e) => e.cluster === undefined && needingCluster(e).length > 0,
    say: (e) => `must be given: without a cluster there is nowhere for ${needingCluster(e).join(', ')}`,
  },
  {
    property: 'network.secondaryCidr',
    when: (e) =>
      !('cidr' in e.network && e.network.secondaryCidr) &&
      Object.values(e.databases).some((db) =>
        Object.values(db.readReplicas).some(({ region }) => region === 'secondary'),
      ),
    say: () => 'must be given: a read replica in the secondary region needs a network there',
  },
  ...(
    [
      [IN_CLOUD, RESERVED_IDS],
      [IN_CLUSTER, RESERVED_IN_CLUSTER],
    ] as const
  ).map(([records, reserved]) => ({
    property: '',
    when: (e: Environment) => duplicateIds(e, records, reserved).length > 0,
    say: (e: Environment) =>
      `${records.slice(0, -1).join(', ')} and ${records.at(-1)} must have names of their own, none of ${reserved.join(', ')} or identity-…; got ${duplicateIds(e, records, reserved).join(', ')}`,
  })),
];

function duplicateIds(e: Environment, records: readonly (keyof Environment)[], reserved: readonly string[]): string[] {
  const ids = records.flatMap((record) => Object.keys(e[record] as object));
  return [
    ...new Set(
      ids.filter((id, index) => reserved.includes(id) || id.startsWith('identity-') || ids.indexOf(id) !== index),
    ),
  ];
}

/** The tags of an environment. */
export const tagsOf = (e: Environment): Record<string, string> => ({
  Environment: e.environment,
  Project: e.system,
  ManagedBy: 'terraform',
  CostCenter: e.costCenter,
  ...e.tags,
});
