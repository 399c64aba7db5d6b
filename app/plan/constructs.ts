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
  readonly title: string;
  readonly props: unknown;
  readonly raw: unknown;
}

/** The record of the environment that holds each kind of construct, and what messages call it. */
export const RECORDS = [
  ['managedPostgres', 'databases', 'ManagedPostgres'],
  ['managedRedis', 'caches', 'ManagedRedis'],
  ['objectStore', 'objectStores', 'ObjectStore'],
  ['secret', 'secrets', 'Secret'],
  ['namespace', 'namespaces', 'Namespace'],
  ['workload', 'workloads', 'Workload'],
  ['kafkaCluster', 'kafkaClusters', 'KafkaCluster'],
  ['clickHouseCluster', 'clickHouseClusters', 'ClickHouseCluster'],
  ['searchCluster', 'searchClusters', 'SearchCluster'],
] as const;

/** Every record whose entries have names. */
export const NAMED: readonly string[] = [...RECORDS.map(([, record]) => record), 'addons', 'dnsZones'];

export function constructsOf(environment: Environment, given: Record<string, unknown>): Placed[] {
  const single = (kind: 'network' | 'cluster', title: string): Placed[] =>
    environment[kind] && !('existing' in environment[kind])
      ? [{ kind, id: kind, title, props: environment[kind], raw: given[kind] }]
      : [];
  return [
    ...single('network', 'Network'),
    ...single('cluster', 'Cluster'),
    ...RECORDS.flatMap(([kind, record, title]) =>
      Object.entries<unknown>(environment[record]).map(([id, props]) => ({
        kind,
        id,
        title: `${title} "${id}"`,
        props,
        raw: (given[record] as Record<string, unknown>)[id],
      })),
    ),
  ];
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
