/** ClickHouseCluster: a column-oriented database over shards and replicas, with the Keeper that replication needs. */
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
  usernameRule,
  type ClusterContext,
} from './data-cluster';
import { objectOverrides } from './namespace';
import { forEach, type RuleTable } from './rules';
import type { Environment } from './topology';
import { identifier, text } from './vocabulary';
import type { VersionRow, VersionTable } from './versions';

export interface ClickHouseVersion extends VersionRow {
  /** The image's tag of the Keeper that goes with it. */
  readonly keeper: string;
}

/** Builds that are maintained for three years: docs.altinity.com/altinitystablebuilds */
export const CLICKHOUSE_VERSIONS: VersionTable<ClickHouseVersion> = {
  asOf: '2026-11-21',
  versions: [
    { version: '25.8', engineVersion: '25.8.28.10001.altinitystable', keeper: '25.8.16.10002.altinitystable' },
    { version: '26.3', engineVersion: '26.3.53.10001.altinitystable', keeper: '26.3.16.10001.altinitystable' },
  ],
};

const user = z.strictObject({
  /** A name in the environment's `secrets` whose password it signs in with; its username must be the user's name. */
  secret: identifier,
  /** Whether it may read only. @default false */
  readOnly: z.boolean().default(false),
  /** Databases that it may use. @default - all */
  databases: z.array(text).default([]),
});
export type ClickHouseUser = z.output<typeof user>;

export const clickHouseClusterSchema = z.strictObject({
  ...common,
  /** ClickHouse's version, of those that are maintained for long: `'26.3'`. */
  version: z.string().regex(/^\d{2}\.\d{1,2}$/, { error: 'must be a year and month such as "26.3"' }),
  /** Over how many parts the data is spread: 1–100. @default 1 */
  shards: z.int().min(1).max(100).default(1),
  /** Copies of each shard: 1–10. @default 3 */
  replicas: z.int().min(1).max(10).default(3),
  /** What each server requests and may use; 4 GiB of memory at least. */
  resources: nodeResources,
  storage: z.strictObject({
    /** Each server's disk, in GiB: 10–16384. It can grow, not shrink. */
    gib: storageGib,
  }),
  /** The servers that keep what replicas agree on. */
  keeper: z
    .strictObject({
      /** How many, an odd number: 1–9. @default 3 */
      replicas: z.int().min(1).max(9).default(3),
      /** What each requests and may use. @default { cpu: '250m', memory: '1Gi' } */
      resources: nodeResources.prefault({ cpu: '250m', memory: '1Gi' }),
      /** Each one's disk, in GiB: 10–16384. @default 10 */
      storageGib: storageGib.default(10),
    })
    .prefault({}),
  /** Users by name. @default - none */
  users: z.record(identifier, user).default({}),
  /** Further settings of servers, `max_concurrent_queries` or with slashes `merge_tree/parts_to_throw_insert`. @default - none */
  settings: z.record(text, z.union([z.string(), z.number(), z.boolean()])).default({}),
  /**
   * Patches merged last into what is made: `cluster`, `keeper`, `secret`, `monitor`, `networkPolicy`. @default - none
   */
  overrides: objectOverrides.optional(),
});
export type ClickHouseClusterProps = z.output<typeof clickHouseClusterSchema>;

/** Users that ClickHouse and its operator sign in as. */
const reservedUsers = ({ addons, secrets }: Environment): string[] => {
  const secret = addons.clickHouseOperator?.secret;
  return ['default', ...(secret === undefined ? [] : [secrets[secret]?.username ?? secret])];
};
/** What other properties or the operator set. */
const KEPT =
  /^(zookeeper|remote_servers|macros|prometheus|path|tmp_path|listen_host|(tcp|http|https|interserver_http)_port\w*)(\/|$)/;
const LEAST_MEMORY_MIB = 4096;

const secretsOf = ({ users }: ClickHouseClusterProps) =>
  Object.entries(users).map(([name, { secret }]) => [`users.${name}.secret`, secret] as const);

export const clickHouseClusterRules: RuleTable<ClickHouseClusterProps, ClusterContext> = [
  ...clusterRules<ClickHouseClusterProps>('clickHouseOperator', secretsOf, (name) => `chk-${name}-keeper-main-0-0-0`),
  ...fixedSecrets<ClickHouseClusterProps>(secretsOf, 'servers read a password when they start'),
  ...usernameRule<ClickHouseClusterProps>(),
  versionRule('ClickHouse', () => CLICKHOUSE_VERSIONS),
  {
    property: 'keeper.replicas',
    when: ({ keeper }) => isEven(keeper.replicas),
    say: ({ keeper }) => `must be odd, got ${keeper.replicas}: an even number survives no more losses than one less`,
  },
  {
    property: 'resources.memory',
    when: ({ resources }) => mebibytes(resources.memory) < LEAST_MEMORY_MIB,
    say: ({ resources }) => `must be at least 4Gi, got ${resources.memory}: ClickHouse fails queries with less`,
  },
  keptRule(
    'settings',
    ({ settings }) => settings,
    (key) => KEPT.test(key),
  ),
  forEach(
    (p) => Object.keys(p.users).map((name) => [`users.${name}`, name] as const),
    [
      {
        property: '',
        when: (name, { environment }) => reservedUsers(environment).includes(name),
        say: (_, { environment }) =>
          `must have another name than ${reservedUsers(environment).join(' and ')}, which ClickHouse and its operator use`,
      },
    ],
  ),
];
