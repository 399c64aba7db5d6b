/**
 * Alarms on Google: which metric of Cloud Monitoring each asks. Sources, by service:
 *
 * - cloudsql: https://docs.cloud.google.com/sql/docs/postgres/admin-api/metrics
 * - redis, router: https://docs.cloud.google.com/monitoring/api/metrics_gcp_p_z
 * - workflows: https://docs.cloud.google.com/workflows/docs/monitor
 * - memorystore, loadbalancing: https://docs.cloud.google.com/monitoring/api/metrics_gcp_i_o
 */
import type { AlarmName, Thresholds } from '../../../constructs/alarms';
import type { Targets } from './targets';

/** A metric over one minute. */
interface Metric {
  readonly type: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly aligner: string;
  /** How series of one thing become one. @default - each is looked at by itself */
  readonly reducer?: string;
}

export interface Measured<T> {
  readonly metric: (target: T) => Metric;
  /** What it is a part of. @default - it counts by itself */
  readonly of?: Metric;
}

/** When a metric is met. */
export interface Condition<T> extends Measured<T> {
  readonly raised: 'above' | 'below';
  readonly threshold: (thresholds: Thresholds, target: T) => number;
  /** Whether one minute beyond the threshold is enough. @default - all of those that are looked at */
  readonly once?: boolean;
  /** Whether a minute without data counts as one beyond the threshold. @default false */
  readonly missing?: boolean;
}

/** All conditions together raise an alarm. */
export type Row<T> = readonly Condition<T>[];

const PERCENT = 100;
const GIB = 2 ** 30;
const SECONDS = 60;

const sql = (metric: string, aligner = 'ALIGN_MEAN', reducer?: string) => ({
  metric: (): Metric => ({
    type: `cloudsql.googleapis.com/database/${metric}`,
    aligner,
    ...(reducer !== undefined && { reducer }),
  }),
});

/** Requests each second. */
const requests: Metric = {
  type: 'loadbalancing.googleapis.com/https/request_count',
  aligner: 'ALIGN_RATE',
  reducer: 'REDUCE_SUM',
};
const ENOUGH: Condition<unknown> = {
  metric: () => requests,
  raised: 'above',
  threshold: (t) => t.leastRequests / SECONDS,
};

/** Of workflows: a run that has failed. */
const FAILED: Condition<unknown> = {
  metric: () => ({
    type: 'workflows.googleapis.com/finished_execution_count',
    labels: { status: 'FAILED' },
    aligner: 'ALIGN_SUM',
    reducer: 'REDUCE_SUM',
  }),
  raised: 'above',
  threshold: () => 0,
  once: true,
};

export const TABLE: { readonly [N in AlarmName]: Row<Targets[N]> } = {
  DatabaseUnavailable: [{ ...sql('up', 'ALIGN_MAX'), raised: 'below', threshold: () => 1, missing: true }],
  DatabaseCpu: [{ ...sql('cpu/utilization'), raised: 'above', threshold: (t) => t.cpuPercent / PERCENT }],
  DatabaseMemory: [{ ...sql('memory/utilization'), raised: 'above', threshold: (t) => t.memoryPercent / PERCENT }],
  // Told for each database of the server.
  DatabaseConnections: [
    {
      ...sql('postgresql/num_backends', 'ALIGN_MEAN', 'REDUCE_SUM'),
      raised: 'above',
      threshold: (t, { connections }) => Math.floor((t.connectionsPercent / PERCENT) * connections),
    },
  ],
  // Of the size at which the disk stops to grow.
  DatabaseDiskLow: [
    {
      ...sql('disk/bytes_used'),
      raised: 'above',
      threshold: (t, { diskGiB }) => Math.round((1 - t.diskFreePercent / PERCENT) * diskGiB * GIB),
    },
  ],
  ReplicaBehind: [{ ...sql('replication/replica_lag'), raised: 'above', threshold: (t) => t.replicaSeconds }],
  // Of daily backups Cloud SQL tells nothing by a metric.
  BackupFailed: [FAILED],
  RestoreTestFailed: [FAILED],
  CacheMemory: [
    {
      metric: ({ metrics }) => ({ type: metrics.memory, aligner: 'ALIGN_MAX' }),
      raised: 'above',
      threshold: (t) => t.memoryPercent / PERCENT,
    },
  ],
  CacheEvictions: [
    {
      metric: ({ metrics }) => ({ type: metrics.evictions, aligner: 'ALIGN_SUM' }),
      raised: 'above',
      threshold: (t) => t.evictions,
    },
  ],
  EntryErrors: [
    {
      metric: () => ({ ...requests, labels: { response_code_class: '500' } }),
      of: requests,
      raised: 'above',
      threshold: (t) => t.errorPercent / PERCENT,
    },
    ENOUGH,
  ],
  EntrySlow: [
    {
      metric: () => ({
        type: 'loadbalancing.googleapis.com/https/total_latencies',
        aligner: 'ALIGN_DELTA',
        reducer: 'REDUCE_PERCENTILE_95',
      }),
      raised: 'above',
      threshold: (t) => t.p95Ms,
    },
    ENOUGH,
  ],
  // Cloud Monitoring does not tell how many backends of a global load balancer are healthy.
  EntryUnhealthy: [],
  NatPorts: [
    {
      metric: () => ({
        type: 'router.googleapis.com/nat/dropped_sent_packets_count',
        labels: { reason: 'OUT_OF_RESOURCES' },
        aligner: 'ALIGN_SUM',
        reducer: 'REDUCE_SUM',
      }),
      raised: 'above',
      threshold: () => 0,
    },
  ],
};
