/** Properties of a SearchCluster: node pools with roles, users, dashboards. */
import { z } from 'zod';
import { common, nodeResources, storageGiB } from '../data-cluster/schema';
import { objectOverrides } from '../../core/kubernetes/words';
import { identifier, nonEmpty } from '../../core/words/words';
import type { VersionTable } from '../../core/sizing/versions';

/**
 * What the operator 2.8 runs, 2.19.2 and later: github.com/opensearch-project/opensearch-k8s-operator/tree/v2.8.0#compatibility
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

export const nodes = z.strictObject({
  /**
   * What they do: `manager` elects and keeps the cluster's state, `data` holds and searches, `ingest` prepares what comes in,
   * `ml` runs models, `search` searches snapshots.
   */
  roles: z.array(z.enum(['manager', 'data', 'ingest', 'ml', 'search'])).min(1),
  /** How many: 1–100. */
  replicas: z.int().min(1).max(100),
  /** What each requests and may use. Java gets half of the memory, at most 31 GiB; 2 GiB at least. */
  resources: nodeResources,
  /** Each one's disk, in GiB: 10–16384. It can grow, not shrink. */
  storageGiB,
  /** The cluster's pool of machines to run on. @default - the search cluster's `nodePool` */
  nodePool: z.string().optional(),
});

export type SearchNodes = z.output<typeof nodes>;

export const searchClusterSchema = z.strictObject({
  ...common,
  /** OpenSearch's version, major and minor: `'3.8'`. */
  version: z.string().regex(/^\d\.\d{1,2}$/, { error: 'must be a major and minor version such as "3.8"' }),
  /** Nodes in pools of equals, by name. */
  nodes: z
    .record(poolName, nodes)
    .refine((pools) => Object.keys(pools).length > 0, { error: 'must name at least one pool' }),
  /** The user who may do everything, by whom the operator works. */
  admin: z.strictObject({
    /** A name in the environment's `secrets`: username and password. */
    secret: identifier,
  }),
  /** OpenSearch Dashboards. @default - none */
  dashboards: z
    .strictObject({
      /** A name in the environment's `secrets` whose password Dashboards signs in with; the user is `kibanaserver`. */
      secret: identifier,
      /** How many: 1–10. @default 1 */
      replicas: z.int().min(1).max(10).default(1),
      /** What each requests and may use. @default { cpu: '500m', memory: '1Gi' } */
      resources: nodeResources.prefault({ cpu: '500m', memory: '1Gi' }),
    })
    .optional(),
  /** Further settings in OpenSearch's own names. @default - none */
  settings: z.record(nonEmpty, z.string()).default({}),
  /**
   * Patches merged last into what is made: `cluster`, `secret`, `networkPolicy`, `exporter`, `disruptionBudget`, `monitor`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});

export type SearchClusterProps = z.output<typeof searchClusterSchema>;
