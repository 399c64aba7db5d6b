/**
 * The vocabulary: one row per construct. The kinds of constructs, their props, their keys in an environment, their
 * neutral rules, the parts that every cloud must implement, and their pages all follow from this table.
 */
import type { z } from 'zod';

import type { Component } from '../core/cdktf/component';
import type { ChangesOf } from '../core/changes';
import type { ParityOf } from '../core/parity';
import type { RuleTable } from '../core/rules/rule';
import { Account } from './account/contract';
import { accountRules, accountWarnings } from './account/rules';
import { accountSchema } from './account/schema';
import { Alarms } from './alarms/contract';
import { alarmsRules, alarmsWarnings } from './alarms/rules';
import { alarmsSchema } from './alarms/schema';
import { Budget } from './budget/contract';
import { budgetRules } from './budget/rules';
import { budgetSchema } from './budget/schema';
import { Cdn } from './cdn/contract';
import { cdnRules, cdnWarnings } from './cdn/rules';
import { cdnSchema } from './cdn/schema';
import { chartRules, chartWarnings } from './chart/rules';
import { chartSchema } from './chart/schema';
import { clickHouseClusterRules } from './click-house-cluster/rules';
import { clickHouseClusterSchema } from './click-house-cluster/schema';
import { Cluster } from './cluster/contract';
import { clusterRules, clusterWarnings } from './cluster/rules';
import { clusterSchema } from './cluster/schema';
import { DeployIdentity } from './deploy-identity/contract';
import { deployIdentityRules, deployIdentityWarnings } from './deploy-identity/rules';
import { deployIdentitySchema } from './deploy-identity/schema';
import { DnsZone } from './dns-zone/contract';
import { dnsZoneRules } from './dns-zone/rules';
import { dnsZoneSchema } from './dns-zone/schema';
import type { StackKind } from './environment/extension';
import type { Environment } from './environment/schema';
import { kafkaClusterRules } from './kafka-cluster/rules';
import { kafkaClusterSchema } from './kafka-cluster/schema';
import { LoadBalancer } from './load-balancer/contract';
import { loadBalancerRules } from './load-balancer/rules';
import { loadBalancerSchema } from './load-balancer/schema';
import { ManagedPostgres } from './managed-postgres/contract';
import { managedPostgresRules, managedPostgresWarnings } from './managed-postgres/rules';
import { managedPostgresSchema } from './managed-postgres/schema';
import { ManagedRedis } from './managed-redis/contract';
import { managedRedisRules, managedRedisWarnings } from './managed-redis/rules';
import { managedRedisSchema } from './managed-redis/schema';
import { namespaceRules } from './namespace/rules';
import { namespaceSchema } from './namespace/schema';
import { Network } from './network/contract';
import { networkRules } from './network/rules';
import { networkSchema } from './network/schema';
import { Notification } from './notification/contract';
import { notificationRules } from './notification/rules';
import { notificationSchema } from './notification/schema';
import { ObjectStore } from './object-store/contract';
import { objectStoreRules, objectStoreWarnings } from './object-store/rules';
import { objectStoreSchema } from './object-store/schema';
import { searchClusterRules } from './search-cluster/rules';
import { searchClusterSchema } from './search-cluster/schema';
import { SecretStore } from './secret-store/contract';
import { secretRules, secretWarnings } from './secret-store/rules';
import { secretSchema } from './secret-store/schema';
import { UptimeCheck } from './uptime-check/contract';
import { uptimeCheckRules, uptimeCheckWarnings } from './uptime-check/rules';
import { uptimeCheckSchema } from './uptime-check/schema';
import { WebFirewall } from './web-firewall/contract';
import { webFirewallRules, webFirewallWarnings } from './web-firewall/rules';
import { webFirewallSchema } from './web-firewall/schema';
import { workloadRules } from './workload/rules';
import { workloadWarnings } from './workload/rules/pods';
import { workloadSchema } from './workload/schema';

/** A key of the environment that holds constructs by name. */
type RecordKey = { [K in keyof Environment]-?: string extends keyof Environment[K] ? K : never }[keyof Environment];

interface Row<S extends z.ZodType = z.ZodType, A extends keyof Environment = keyof Environment> {
  /** Name in pages. */
  readonly title: string;
  /** Key in an environment. */
  readonly at: A;
  /** Prefix of its rules' codes. */
  readonly code: string;
  readonly schema: S;
  /** Rules that hold on every cloud. */
  readonly rules: RuleTable<z.output<S>, never>;
  /** Rules that users may ignore. @default - none */
  readonly warnings?: RuleTable<z.output<S>, never>;
  /** Name of its page in docs/constructs/ and of its folder here. @default - the title in kebab case */
  readonly page?: string;
  /** Begins the ids of its constructs in the stack, whose names are a scope of their own then. @default - its ids are its names */
  readonly prefix?: string;
  /** The stack that alone holds it. @default - infrastructure or platform, by where it is created */
  readonly stack?: 'account' | 'edge';
}

/**
 * A construct that each cloud creates in its own way: `contract` is the neutral class that each cloud's class extends.
 */
interface CloudRow<S extends z.ZodType, A extends keyof Environment, T> extends Row<S, A> {
  readonly contract: abstract new (...args: never[]) => T;
}

/** A construct of which an environment has at most one. */
const single = <
  S extends z.ZodType,
  A extends 'network' | 'cluster' | 'account' | 'loadBalancer' | 'alarms',
  T extends Component,
>(
  row: CloudRow<S, A, T>,
) => ({ ...row, place: 'cloud', named: false }) as const;

const inCloud = <S extends z.ZodType, A extends RecordKey, T extends Component>(row: CloudRow<S, A, T>) =>
  ({ ...row, place: 'cloud', named: true }) as const;

/** A construct inside a cluster, created in the same way on every cloud. */
const inCluster = <S extends z.ZodType, A extends RecordKey>(row: Row<S, A>) =>
  ({ ...row, place: 'cluster', named: true }) as const;

// prettier-ignore
export const CONSTRUCTS = {
  account: single({ title: 'Account', at: 'account', code: 'account', schema: accountSchema, rules: accountRules, warnings: accountWarnings, contract: Account, stack: 'account' }),
  notification: inCloud({ title: 'Notification', at: 'notifications', code: 'notification', schema: notificationSchema, rules: notificationRules, contract: Notification, prefix: 'notify' }),
  budget: inCloud({ title: 'Budget', at: 'budgets', code: 'budget', schema: budgetSchema, rules: budgetRules, contract: Budget, prefix: 'budget' }),
  alarms: single({ title: 'Alarms', at: 'alarms', code: 'alarms', schema: alarmsSchema, rules: alarmsRules, warnings: alarmsWarnings, contract: Alarms }),
  uptimeCheck: inCloud({ title: 'UptimeCheck', at: 'uptimeChecks', code: 'uptime', schema: uptimeCheckSchema, rules: uptimeCheckRules, warnings: uptimeCheckWarnings, contract: UptimeCheck, prefix: 'uptime' }),
  network: single({ title: 'Network', at: 'network', code: 'network', schema: networkSchema, rules: networkRules, contract: Network }),
  cluster: single({ title: 'Cluster', at: 'cluster', code: 'cluster', schema: clusterSchema, rules: clusterRules, warnings: clusterWarnings, contract: Cluster }),
  managedPostgres: inCloud({ title: 'ManagedPostgres', at: 'databases', code: 'postgres', schema: managedPostgresSchema, rules: managedPostgresRules, warnings: managedPostgresWarnings, contract: ManagedPostgres }),
  managedRedis: inCloud({ title: 'ManagedRedis', at: 'caches', code: 'redis', schema: managedRedisSchema, rules: managedRedisRules, warnings: managedRedisWarnings, contract: ManagedRedis }),
  dnsZone: inCloud({ title: 'DnsZone', at: 'dnsZones', code: 'zone', schema: dnsZoneSchema, rules: dnsZoneRules, contract: DnsZone, prefix: 'dns' }),
  objectStore: inCloud({ title: 'ObjectStore', at: 'objectStores', code: 'store', schema: objectStoreSchema, rules: objectStoreRules, warnings: objectStoreWarnings, contract: ObjectStore }),
  deployIdentity: inCloud({ title: 'DeployIdentity', at: 'deployIdentities', code: 'deploy', schema: deployIdentitySchema, rules: deployIdentityRules, warnings: deployIdentityWarnings, contract: DeployIdentity, prefix: 'deploy' }),
  loadBalancer: single({ title: 'LoadBalancer', at: 'loadBalancer', code: 'balancer', schema: loadBalancerSchema, rules: loadBalancerRules, contract: LoadBalancer }),
  webFirewall: inCloud({ title: 'WebFirewall', at: 'webFirewalls', code: 'firewall', schema: webFirewallSchema, rules: webFirewallRules, warnings: webFirewallWarnings, contract: WebFirewall, prefix: 'firewall', stack: 'edge' }),
  cdn: inCloud({ title: 'Cdn', at: 'cdns', code: 'cdn', schema: cdnSchema, rules: cdnRules, warnings: cdnWarnings, contract: Cdn, prefix: 'cdn', stack: 'edge' }),
  secret: inCloud({ title: 'Secret', at: 'secrets', code: 'secret', schema: secretSchema, rules: secretRules, warnings: secretWarnings, contract: SecretStore, page: 'secret-store' }),
  namespace: inCluster({ title: 'Namespace', at: 'namespaces', code: 'namespace', schema: namespaceSchema, rules: namespaceRules }),
  workload: inCluster({ title: 'Workload', at: 'workloads', code: 'workload', schema: workloadSchema, rules: workloadRules, warnings: workloadWarnings }),
  kafkaCluster: inCluster({ title: 'KafkaCluster', at: 'kafkaClusters', code: 'kafka', schema: kafkaClusterSchema, rules: kafkaClusterRules }),
  clickHouseCluster: inCluster({ title: 'ClickHouseCluster', at: 'clickHouseClusters', code: 'clickhouse', schema: clickHouseClusterSchema, rules: clickHouseClusterRules }),
  searchCluster: inCluster({ title: 'SearchCluster', at: 'searchClusters', code: 'search', schema: searchClusterSchema, rules: searchClusterRules }),
  chart: inCluster({ title: 'Chart', at: 'charts', code: 'chart', schema: chartSchema, rules: chartRules, warnings: chartWarnings }),
};

type Constructs = typeof CONSTRUCTS;

/** Keys of an environment that hold no constructs. */
type Setting =
  | 'mirror'
  | 'recovery'
  | 'system'
  | 'environment'
  | 'targets'
  | 'costCenter'
  | 'tags'
  | 'state'
  | 'incarnation'
  | 'acknowledgements'
  | 'keys'
  | 'highAvailability'
  | 'addons'
  | 'extend';

type None<T extends never> = T;
/** Does not compile if a key of an environment is neither a setting nor has a row above; the error names the key. */
type WithoutRow = None<Exclude<keyof Environment, Setting | Constructs[keyof Constructs]['at']>>;

export type ConstructKind = Exclude<keyof Constructs, WithoutRow>;
type KindAt<P> = { [K in ConstructKind]: Constructs[K]['place'] extends P ? K : never }[ConstructKind];
/** Constructs that each cloud creates in its own way. */
export type CloudConstructKind = KindAt<'cloud'>;
/** Constructs inside a cluster, the same on every cloud except for the clouds' own limits. */
export type ClusterConstructKind = KindAt<'cluster'>;

export type PropsOf<K extends ConstructKind> = z.output<Constructs[K]['schema']>;
/** The neutral class of a construct that clouds create. */
export type ContractOf<K extends CloudConstructKind> = Constructs[K]['contract'] extends abstract new (
  ...args: never[]
) => infer T
  ? T
  : never;
export type ParityFor<K extends ConstructKind> = ParityOf<PropsOf<K>>;
export type ChangesFor<K extends ConstructKind> = ChangesOf<PropsOf<K>>;

/** Every kind, in the order in which problems are shown. */
export const KINDS = Object.keys(CONSTRUCTS) as ConstructKind[];

/** Keys of an environment that hold constructs by name, for constructs created by the cloud or in the cluster; names in them share a stack. */
export const recordsIn = (place: 'cloud' | 'cluster'): RecordKey[] =>
  Object.values(CONSTRUCTS).flatMap((row) =>
    row.named && row.place === place && !('prefix' in row && row.prefix) ? [row.at] : [],
  );

/** The stack that holds constructs of a kind. Notifications are in each stack that sends to them. */
export function stackOf(kind: ConstructKind): StackKind {
  const row: { readonly place: 'cloud' | 'cluster'; readonly stack?: StackKind } = CONSTRUCTS[kind];
  return row.stack ?? (row.place === 'cloud' ? 'infrastructure' : 'platform');
}

/** What ids begin with, of constructs whose names are a scope of their own. */
export const PREFIXES: readonly string[] = Object.values(CONSTRUCTS).flatMap(prefixOf);

/** Id in the stack of a construct with a name. */
export const idOf = (kind: ConstructKind, name: string): string => [...prefixOf(CONSTRUCTS[kind]), name].join('-');

function prefixOf({ prefix }: { readonly prefix?: string | undefined }): string[] {
  return prefix === undefined ? [] : [prefix];
}
