/**
 * Alarms on Azure: which metric of Azure Monitor each asks. Sources, by namespace, below
 * https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/:
 *
 * - Microsoft.DBforPostgreSQL/flexibleServers: microsoft-dbforpostgresql-flexibleservers-metrics
 * - Microsoft.Cache/redisEnterprise: microsoft-cache-redisenterprise-metrics
 * - Microsoft.Cdn/profiles: microsoft-cdn-profiles-metrics
 * - Microsoft.Logic/workflows: microsoft-logic-workflows-metrics
 * - Microsoft.Network/natGateways: microsoft-network-natgateways-metrics
 */
import { type AlarmName, HEALTHY_PERCENT, type Thresholds } from '../../../constructs/alarms';
import type { Targets } from './targets';

export interface Measured {
  readonly metric: string;
  readonly aggregation: 'Average' | 'Maximum' | 'Minimum' | 'Total' | 'Count';
  /** Which values of dimensions count, one of each. @default - all */
  readonly dimensions?: Readonly<Record<string, string>>;
}

/** When a metric is met, over the whole of the minutes that something must last. */
export interface Criterion<T> extends Measured {
  readonly raised: 'above' | 'below';
  readonly threshold: (thresholds: Thresholds, target: T, minutes: number) => number;
}

/** All criteria together raise an alarm. */
export interface Row<T> {
  readonly namespace: string;
  readonly criteria: readonly Criterion<T>[];
}

const PERCENT = 100;

const row =
  (namespace: string) =>
  <T>(...criteria: readonly Criterion<T>[]): Row<T> => ({ namespace, criteria });
const server = row('Microsoft.DBforPostgreSQL/flexibleServers');
const cache = row('Microsoft.Cache/redisEnterprise');
const entry = row('Microsoft.Cdn/profiles');
const logicApp = row('Microsoft.Logic/workflows');
const nat = row('Microsoft.Network/natGateways');

const average = (metric: string) => ({ metric, aggregation: 'Average', raised: 'above' }) as const;
const maximum = (metric: string) => ({ metric, aggregation: 'Maximum', raised: 'above' }) as const;
const total = (metric: string) => ({ metric, aggregation: 'Total', raised: 'above' }) as const;

const ENOUGH: Criterion<unknown> = {
  ...total('RequestCount'),
  threshold: (t, _, minutes) => t.leastRequests * minutes,
};

export const TABLE: { readonly [N in AlarmName]: Row<Targets[N]> } = {
  DatabaseUnavailable: server({ ...maximum('is_db_alive'), raised: 'below', threshold: () => 1 }),
  DatabaseCpu: server({ ...average('cpu_percent'), threshold: (t) => t.cpuPercent }),
  DatabaseMemory: server({ ...average('memory_percent'), threshold: (t) => t.memoryPercent }),
  DatabaseConnections: server({
    ...average('active_connections'),
    threshold: (t, { connections }) => Math.floor((t.connectionsPercent / PERCENT) * connections),
  }),
  // Of the disk that the server has now.
  DatabaseDiskLow: server({ ...average('storage_percent'), threshold: (t) => PERCENT - t.diskFreePercent }),
  ReplicaBehind: server({ ...average('physical_replication_delay_in_seconds'), threshold: (t) => t.replicaSeconds }),
  // Neither have flexible servers such vaults, nor do they tell of failed backups by a metric.
  BackupFailed: server(),
  RestoreTestFailed: logicApp({ ...total('RunsFailed'), threshold: () => 0 }),
  CacheMemory: cache({ ...maximum('usedmemorypercentage'), threshold: (t) => t.memoryPercent }),
  CacheEvictions: cache({ ...total('evictedkeys'), threshold: (t, _, minutes) => t.evictions * minutes }),
  EntryErrors: entry({ ...average('Percentage5XX'), threshold: (t) => t.errorPercent }, ENOUGH),
  // Front Door has no percentiles: its average is later than most answers where few are slow.
  EntrySlow: entry({ ...average('TotalLatency'), threshold: (t) => t.p95Ms }, ENOUGH),
  EntryUnhealthy: entry({ ...average('OriginHealthPercentage'), raised: 'below', threshold: () => HEALTHY_PERCENT }),
  NatPorts: nat({
    ...total('SNATConnectionCount'),
    dimensions: { ConnectionState: 'Failed' },
    threshold: () => 0,
  }),
};
