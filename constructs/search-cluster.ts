/** SearchCluster: OpenSearch over pools of nodes with roles, with its dashboards. */
import { z } from 'zod';
import { versionRule } from './choices';
import {
  clusterRules,
  common,
  fixedSecrets,
  isEven,
  keptRule,
  mebibytes,
  nodeResources,
  storageGib,
  type ClusterContext,
} from './data-cluster';
import { poolRule } from './in-cluster-rules';
import { objectOverrides } from './namespace';
import { forEach, type RuleTable } from './rules';
import { identifier, text } from './vocabulary';
import type { VersionTable } from './versions';

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

const nodes = z.strictObject({
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
  storageGib,
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
  settings: z.record(text, z.string()).default({}),
  /**
   * Patches merged last into what is made: `cluster`, `secret`, `networkPolicy`, `exporter`, `disruptionBudget`, `monitor`.
   * @default - none
   */
  overrides: objectOverrides.optional(),
});
export type SearchClusterProps = z.output<typeof searchClusterSchema>;

const withRole = ({ nodes: pools }: SearchClusterProps, role: SearchNodes['roles'][number]): number =>
  Object.values(pools)
    .filter(({ roles }) => roles.includes(role))
    .reduce((sum, { replicas }) => sum + replicas, 0);

/** What other properties or the operator set. */
const KEPT =
  /^(plugins\.security\.|cluster\.(name|initial_)|discovery\.seed_hosts|network\.|node\.(name|roles|store\.allow_mmap)|http\.port|path\.)/;
const LEAST_MEMORY_MIB = 2048;

const secretsOf = ({ admin, dashboards }: SearchClusterProps) => [
  ['admin.secret', admin.secret] as const,
  ...(dashboards ? [['dashboards.secret', dashboards.secret] as const] : []),
];

export const searchClusterRules: RuleTable<SearchClusterProps, ClusterContext> = [
  ...clusterRules<SearchClusterProps>('openSearchOperator', secretsOf, (name) => `${name}-securityconfig-update-00000`),
  ...fixedSecrets<SearchClusterProps>(secretsOf, 'OpenSearch keeps a hash of the password'),
  versionRule('OpenSearch', () => OPENSEARCH_VERSIONS),
  {
    property: 'nodes',
    when: (p) => isEven(withRole(p, 'manager')),
    say: (p) =>
      `must hold an odd number of nodes with the role "manager", got ${withRole(p, 'manager')}: an even number survives no more losses than one less`,
  },
  {
    property: 'nodes',
    when: (p) => withRole(p, 'data') === 0,
    say: () => 'must hold a pool with the role "data": nothing could be kept',
  },
  {
    property: 'dashboards.secret',
    when: ({ admin, dashboards }) => dashboards?.secret === admin.secret,
    say: () => 'must be another than admin.secret: Dashboards needs no more than its own rights',
  },
  keptRule(
    'settings',
    ({ settings }) => settings,
    (key) => KEPT.test(key),
  ),
  forEach(
    (p) => Object.entries(p.nodes).map(([name, pool]) => [`nodes.${name}`, pool] as const),
    [
      poolRule<SearchNodes>(),
      {
        property: 'resources.memory',
        when: ({ resources }) => mebibytes(resources.memory) < LEAST_MEMORY_MIB,
        say: ({ resources }) => `must be at least 2Gi, got ${resources.memory}: half of it is Java's`,
      },
    ],
  ),
];
