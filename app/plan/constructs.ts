/** Constructs of an environment: where each is in it, what messages call it, and the rules that it has on every cloud. */
import { clickHouseClusterRules } from '../../constructs/click-house-cluster/rules';
import type { AnyCloud } from '../../constructs/cloud';
import { clusterRules } from '../../constructs/cluster/rules';
import { kafkaClusterRules } from '../../constructs/kafka-cluster/rules';
import { managedPostgresRules } from '../../constructs/managed-postgres/rules';
import { managedRedisRules } from '../../constructs/managed-redis/rules';
import { namespaceRules } from '../../constructs/namespace/rules';
import { networkRules } from '../../constructs/network/rules';
import { objectStoreRules } from '../../constructs/object-store/rules';
import type { ClusterConstructKind, CloudConstructKind, ConstructKind } from '../../constructs/kinds';
import type { Support } from '../../core/parity';
import type { Platform } from '../../constructs/platform';
import type { RuleTable } from '../../core/rules/rule';
import { searchClusterRules } from '../../constructs/search-cluster/rules';
import type { Environment } from '../../constructs/environment/schema';
import { workloadRules } from '../../constructs/workload/rules';

interface Placed {
  readonly kind: ConstructKind;
  readonly id: string;
  /** Where it is in the environment, as the user typed it: `databases.postgres`. */
  readonly path: string;
  /** What codes of its rules begin with. */
  readonly code: string;
  readonly props: unknown;
  readonly raw: unknown;
}

/** The record of the environment that holds each kind of construct, and what the codes of its rules begin with. */
export const RECORDS = [
  ['managedPostgres', 'databases', 'postgres'],
  ['managedRedis', 'caches', 'redis'],
  ['objectStore', 'objectStores', 'store'],
  ['secret', 'secrets', 'secret'],
  ['namespace', 'namespaces', 'namespace'],
  ['workload', 'workloads', 'workload'],
  ['kafkaCluster', 'kafkaClusters', 'kafka'],
  ['clickHouseCluster', 'clickHouseClusters', 'clickhouse'],
  ['searchCluster', 'searchClusters', 'search'],
] as const;

/** Every record whose entries have names. */
export const NAMED: readonly string[] = [...RECORDS.map(([, record]) => record), 'addons', 'dnsZones'];

export function constructsOf(environment: Environment, given: Record<string, unknown>): Placed[] {
  const single = (kind: 'network' | 'cluster'): Placed[] =>
    environment[kind] && !('existing' in environment[kind])
      ? [{ kind, id: kind, path: kind, code: kind, props: environment[kind], raw: given[kind] }]
      : [];
  return [
    ...single('network'),
    ...single('cluster'),
    ...RECORDS.flatMap(([kind, record, code]) =>
      Object.entries<unknown>(environment[record]).map(([id, props]) => ({
        kind,
        id,
        path: `${record}.${id}`,
        code,
        props,
        raw: (given[record] as Record<string, unknown>)[id],
      })),
    ),
  ];
}

/** Where a construct of a name is in the environment: names are unique among those that overrides can reach. */
export function pathOf(environment: Environment, id: string): string {
  const record = RECORDS.find(([, name]) => id in environment[name]);
  return record ? `${record[1]}.${id}` : id;
}

export const NEUTRAL_RULES: { readonly [K in ConstructKind]: RuleTable<never, never> } = {
  network: networkRules,
  cluster: clusterRules,
  managedPostgres: managedPostgresRules,
  managedRedis: managedRedisRules,
  objectStore: objectStoreRules,
  secret: [],
  namespace: namespaceRules,
  workload: workloadRules,
  kafkaCluster: kafkaClusterRules,
  clickHouseCluster: clickHouseClusterRules,
  searchCluster: searchClusterRules,
};

/** A cloud's own rules of a construct; of what runs in the cluster it has none. */
export const ofCloud = (rules: AnyCloud['rules'], kind: ConstructKind): RuleTable<unknown, unknown> =>
  (rules[kind as CloudConstructKind] as RuleTable<unknown, unknown> | undefined) ?? [];

export const parityOf = (
  kind: ConstructKind,
  cloud: AnyCloud,
  platform: Platform,
): Readonly<Record<string, Support>> =>
  kind in cloud.parity ? cloud.parity[kind as CloudConstructKind] : platform.parity[kind as ClusterConstructKind];
