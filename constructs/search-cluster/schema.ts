/** SearchCluster: OpenSearch in pools of nodes with roles, with its dashboards. */
import { z } from 'zod';

import { objectOverrides } from '../../core/kubernetes/words';
import type { VersionTable } from '../../core/sizing/versions';
import { cron } from '../../core/words/cron';
import { nonEmpty } from '../../core/words/words';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { entry, entryOf, poolName as clusterPool } from '../entry';

/**
 * Versions that the operator 2.8 runs, from 2.19.2 on:
 * github.com/opensearch-project/opensearch-k8s-operator/tree/v2.8.0#compatibility
 * Images: hub.docker.com/r/opensearchproject/opensearch/tags
 */
export const OPENSEARCH_VERSIONS: VersionTable = {
  asOf: '2026-11-21',
  versions: [
    { version: '2.19', engineVersion: '2.19.4' },
    { version: '3.6', engineVersion: '3.6.0' },
    { version: '3.7', engineVersion: '3.7.0' },
    { version: '3.8', engineVersion: '3.8.0' },
  ],
};

const poolName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,11}$/, { error: 'must be 1–12 lower-case letters and digits, starting with a letter' });

const nodePool = z.strictObject({
  ...entry(poolName),
  /**
   * Roles of the nodes: `manager` elects a leader and keeps the cluster's state, `data` stores and searches, `ingest`
   * transforms documents before they are stored, `ml` runs models, `search` searches snapshots.
   */
  roles: z.array(z.enum(['manager', 'data', 'ingest', 'ml', 'search'])).min(1),
  /** Number of nodes. */
  replicas: z.int().min(1).max(100),
  /** Requests and limits of each node, at least 2 GiB of memory. The Java heap takes half of it, at most 31 GiB. */
  resources: nodeResources,
  /** Size of each node's disk. It can grow, but never shrinks. */
  storageGiB,
  /** The Kubernetes cluster's node pool to run on. @default - the search cluster's `nodePool` */
  nodePool: clusterPool.optional(),
});

export type SearchNodes = z.output<typeof nodePool>;

const snapshots = z.strictObject({
  /** Bucket for the snapshots: a name in the environment's `objectStores` in which no add-on keeps its data. */
  store: entryOf('objectStores'),
  /** When one is made: a cron expression of five fields, in UTC. */
  cron: cron.default('0 1 * * *'),
  /** Days for which each snapshot is kept; the last one is kept in any case. */
  retentionDays: z.int().min(1).max(3650).default(30),
});

export const searchClusterSchema = z.strictObject({
  ...common,
  /** OpenSearch's major and minor version: `'3.8'`. */
  version: z.string().regex(/^\d\.\d{1,2}$/, { error: 'must be a major and minor version such as "3.8"' }),
  /** Pools of equal nodes by name. */
  nodes: z
    .record(poolName, nodePool)
    .refine((pools) => Object.keys(pools).length > 0, { error: 'must name at least one pool' })
    .meta({ minProperties: 1 }),
  /** The administrator. The operator signs in with the same user. */
  admin: z.strictObject({
    /** A name in the environment's `secrets`: its username and password. */
    secret: entryOf('secrets'),
  }),
  /** OpenSearch Dashboards. @default - none */
  dashboards: z
    .strictObject({
      /** A name in the environment's `secrets`: its password signs in the user `kibanaserver` of Dashboards. */
      secret: entryOf('secrets'),
      /** Number of pods. */
      replicas: z.int().min(1).max(10).default(1),
      /** Requests and limits of each pod. */
      resources: nodeResources.prefault({ cpu: '500m', memory: '1Gi' }),
    })
    .optional(),
  /** Further settings in OpenSearch's own names. @default - none */
  settings: z.record(nonEmpty, z.string()).default({}),
  /** Snapshots of all indices in a bucket, by OpenSearch itself. Azure refuses them. @default - none */
  snapshots: snapshots.optional(),
  /**
   * Patches that are merged last into the cluster's objects: `cluster`, `secret`, `networkPolicy`, `exporter`,
   * `disruptionBudget`, `monitor`, and those of snapshots, `serviceAccount` and `snapshotPolicy`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});

export type SearchClusterProps = z.output<typeof searchClusterSchema>;
