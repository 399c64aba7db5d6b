/** Schema of an environment: everything that one system runs at one stage, and the clouds that it targets. */
import { z } from 'zod';

import type { DeepPatch } from '../../core/patch';
import { stateSchema } from '../../core/words/state';
import { identifier, nonEmpty } from '../../core/words/words';
import { accountSchema } from '../account/schema';
import { addonsSchema } from '../addons/schema';
import { alarmsSchema } from '../alarms/schema';
import { budgetSchema } from '../budget/schema';
import { cdnSchema } from '../cdn/schema';
import { chartSchema } from '../chart/schema';
import { clickHouseClusterSchema } from '../click-house-cluster/schema';
import { clusterSchema, existingClusterSchema } from '../cluster/schema';
import { deployIdentitySchema } from '../deploy-identity/schema';
import { dnsZoneSchema } from '../dns-zone/schema';
import { keysSchema } from '../encryption-key/schema';
import { kafkaClusterSchema } from '../kafka-cluster/schema';
import { loadBalancerSchema } from '../load-balancer/schema';
import { managedPostgresSchema } from '../managed-postgres/schema';
import { managedRedisSchema } from '../managed-redis/schema';
import { namespaceSchema } from '../namespace/schema';
import { existingNetworkSchema, networkSchema } from '../network/schema';
import { notificationSchema } from '../notification/schema';
import { objectStoreSchema } from '../object-store/schema';
import { searchClusterSchema } from '../search-cluster/schema';
import { secretSchema } from '../secret-store/schema';
import { uptimeCheckSchema } from '../uptime-check/schema';
import { webFirewallSchema } from '../web-firewall/schema';
import { workloadSchema } from '../workload/schema';
import { Extension } from './extension';
import { mirrorSchema } from './mirror';
import { recoverySchema } from './recovery';
import { targetsSchema } from './targets';

const tagKey = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, {
  error: 'must be a letter followed by at most 62 letters, digits and underscores: what all three clouds take',
});

const tagValue = z.string().regex(/^[A-Za-z0-9 _.:/=+@-]{0,63}$/, {
  error: 'must be at most 63 letters, digits, spaces and _ . : / = + - @',
});

const extension = z.custom<Extension>(Extension.is, {
  error: 'must be made by onAws, onGoogle, onAzure, onPlatform, onAccount or onEveryStack',
});

const topology = {
  /** The system that the environment belongs to: the first part of every name. */
  system: identifier,
  /** The environment: the second part of every name. */
  environment: identifier,
  /** The clouds to run on, each with its region and account. */
  targets: targetsSchema,
  /** Cost center to which the environment is billed: the tag CostCenter. */
  costCenter: tagValue.min(1),
  /** Extra tags, in addition to Environment, Project, ManagedBy and CostCenter. @default - none */
  tags: z.record(tagKey, tagValue).default({}),
  /** Location of Terraform's state. @default - files in the directory `state` */
  state: stateSchema.prefault({ kind: 'local' }),
  /**
   * Change it to recreate resources whose old names the cloud still reserves: Cloud SQL, key rings, vaults and secrets
   * keep the names of deleted resources for days or indefinitely.
   * @default - none
   */
  incarnation: z
    .string()
    .regex(/^[a-z0-9]{1,4}$/, { error: 'must be 1–4 lower-case letters and digits' })
    .optional(),
  /**
   * Accepted warnings, with the reason, by the code that is shown with each: `{ 'cluster/version-ends': 'upgrade
   * planned for May' }`. They are not reported again.
   * @default - none
   */
  acknowledgements: z.record(z.string(), nonEmpty).default({}),
  /** Rotation and deletion of the environment's own encryption keys. */
  keys: keysSchema.prefault({}),
  /** Where charts and images that this project chooses come from. @default - their projects' registries */
  mirror: mirrorSchema.prefault({}),
  /**
   * What may be lost with a region: synthesis refuses stores that lose more.
   * @default - nothing is asked of stores
   */
  recovery: recoverySchema.optional(),
  /**
   * What there is one of in the account, project or subscription: in one of the environments that share it. It has a stack of its
   * own, which is applied first.
   * @default - none
   */
  account: accountSchema.optional(),
  /** Where messages about the environment and the account go, by name. @default - none */
  notifications: z.record(identifier, notificationSchema).default({}),
  /** What the environment may cost in a month, by name. @default - none */
  budgets: z.record(identifier, budgetSchema).default({}),
  /** Alarms of the cloud on what the environment has, and who is told. @default - none */
  alarms: alarmsSchema.optional(),
  /** Hosts that the cloud asks from many places of the world, by name. @default - none */
  uptimeChecks: z.record(identifier, uptimeCheckSchema).default({}),
  /** The network, created or existing. */
  network: z.union([networkSchema, existingNetworkSchema]),
  /** The Kubernetes cluster, created or existing. @default - none */
  cluster: z.union([clusterSchema, existingClusterSchema]).optional(),
  /** PostgreSQL servers, by name. @default - none */
  databases: z.record(identifier, managedPostgresSchema).default({}),
  /** Redis stores, by name. @default - none */
  caches: z.record(identifier, managedRedisSchema).default({}),
  /** Buckets, by name. @default - none */
  objectStores: z.record(identifier, objectStoreSchema).default({}),
  /** Secrets that people fill in, by name. @default - none */
  secrets: z.record(identifier, secretSchema).default({}),
  /** Public DNS zones, created or existing, by name. @default - none */
  dnsZones: z.record(identifier, dnsZoneSchema).default({}),
  /**
   * The cloud's load balancer for HTTP in front of the gateway, for every host that has a route.
   * @default - the gateway has one of its own, for connections
   */
  loadBalancer: loadBalancerSchema.optional(),
  /** Which requests a load balancer answers itself, before they reach the cluster, by name. @default - none */
  webFirewalls: z.record(identifier, webFirewallSchema).default({}),
  /**
   * Hosts that the cloud's network serves from buckets, or before the gateway, by name. They are in a stack of their own, which is
   * applied last.
   * @default - none
   */
  cdns: z.record(identifier, cdnSchema).default({}),
  /** Who pipelines are in the cloud, by name, without stored secrets. @default - none */
  deployIdentities: z.record(identifier, deployIdentitySchema).default({}),
  /**
   * Whether the environment survives the loss of a node or a zone: the default of databases' `highAvailability` and
   * caches' `replicas`, and the number of copies of each add-on. Where it is `false`, AWS Config records once a day.
   */
  highAvailability: z.boolean().default(true),
  /** Add-ons to install in the cluster. @default - none */
  addons: addonsSchema.default({}),
  /** Namespaces to create, by name, in addition to those of add-ons. @default - none */
  namespaces: z.record(identifier, namespaceSchema).default({}),
  /** Applications that run in the cluster, by name. @default - none */
  workloads: z.record(identifier, workloadSchema).default({}),
  /** Kafka clusters in the cluster, by name. @default - none */
  kafkaClusters: z.record(identifier, kafkaClusterSchema).default({}),
  /** ClickHouse clusters in the cluster, by name. @default - none */
  clickHouseClusters: z.record(identifier, clickHouseClusterSchema).default({}),
  /** OpenSearch clusters in the cluster, by name. @default - none */
  searchClusters: z.record(identifier, searchClusterSchema).default({}),
  /** Helm charts to install in the cluster, by name. @default - none */
  charts: z.record(identifier, chartSchema).default({}),
  /**
   * Code that adds to the stacks what the rest cannot say: resources, `moved`, `import`, `check`, settings of providers,
   * aspects. One or several of `onAws`, `onGoogle`, `onAzure`, `onPlatform`, `onAccount`, `onEdge` and `onEveryStack`, in environments in code only.
   * @default - none
   */
  extend: z.union([extension.transform((one) => [one]), z.array(extension)]).default([]),
};

export const environmentSchema = z.strictObject(topology);

/** An environment with every default filled in. */
export type Environment = z.output<typeof environmentSchema>;

type Input = z.input<typeof environmentSchema>;

/** What is merged over an environment: what it is called stays. */
type Differences = DeepPatch<Omit<Input, 'targets' | 'system' | 'environment'>>;

/** The content of an environment file. */
export interface EnvironmentInput extends Input {
  readonly recovery?: Omit<NonNullable<Input['recovery']>, 'differences'> & {
    readonly differences?: Differences & { readonly targets?: DeepPatch<Input['targets']> };
  };
  /**
   * Changes for one cloud, for example where it lacks a feature: merged over the rest for that cloud only; `null`
   * removes a property.
   * @default - none
   */
  readonly differences?: {
    readonly [K in keyof Input['targets']]?: Differences;
  };
}
