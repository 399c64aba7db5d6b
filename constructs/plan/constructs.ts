/** Constructs of an environment: where each is in it, what messages call it, and the rules that it has on every cloud. */
import { clickHouseClusterRules } from '../click-house-cluster';
import type { AnyCloud } from '../cloud';
import { clusterRules } from '../cluster';
import { kafkaClusterRules } from '../kafka-cluster-rules';
import { managedPostgresRules } from '../managed-postgres';
import { managedRedisRules } from '../managed-redis';
import { namespaceRules } from '../namespace';
import { networkRules } from '../network';
import { objectStoreRules } from '../object-store';
import type { ClusterConstructKind, CloudConstructKind, ConstructKind, Support } from '../parity';
import type { Platform } from '../platform';
import type { RuleTable } from '../rules';
import { searchClusterRules } from '../search-cluster';
import type { Environment } from '../topology';
import { workloadRules } from '../workload-rules';

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
