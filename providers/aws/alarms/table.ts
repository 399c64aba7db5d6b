/**
 * Alarms on AWS: which metric of CloudWatch each asks. Sources, by namespace:
 *
 * - AWS/RDS: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * - AWS/Backup: https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 * - AWS/ElastiCache: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 * - AWS/ApplicationELB: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * - AWS/NATGateway: https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
import { type AlarmName, HEALTHY_PERCENT, type Thresholds } from '../../../constructs/alarms';
import type { Targets } from './targets';

/** A metric over one minute. */
export interface Metric {
  readonly name: string;
  readonly statistic: string;
  /** The part of a thing's dimensions that it has. @default - all */
  readonly dimensions?: readonly string[];
}

/** One or several metrics, and what is seen of them. */
export interface Measured {
  readonly namespace: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What is compared, in the language of CloudWatch's metric math. @default - the one metric */
  readonly expression?: (thresholds: Thresholds) => string;
}

/** When they raise an alarm. */
export interface Row<T> extends Measured {
  readonly raised: 'above' | 'below';
  readonly threshold: (thresholds: Thresholds, target: T) => number;
  /** Minutes from one value to the next. @default 1 */
  readonly everyMinutes?: number;
  /** Whether one minute beyond the threshold is enough. @default - all of those that are looked at */
  readonly once?: boolean;
  /** Whether a minute without data counts as one beyond the threshold. @default false */
  readonly missing?: boolean;
}

/** Every metric here is told once a minute. */
export const PERIOD = 60;

const PERCENT = 100;
const GIB = 2 ** 30;

const rds = (name: string, statistic = 'Average') => ({
  namespace: 'AWS/RDS',
  metrics: { value: { name, statistic } },
});
const cache = (name: string, statistic: string) => ({
  namespace: 'AWS/ElastiCache',
  metrics: { value: { name, statistic } },
});

/** Metrics of the load balancer as a whole; those of its targets alone have the target group, too. */
const BALANCER = ['LoadBalancer'];
const requests = { name: 'RequestCount', statistic: 'Sum', dimensions: BALANCER };
const entry = (metrics: Row<unknown>['metrics']) => ({ namespace: 'AWS/ApplicationELB', metrics });

export const TABLE: { readonly [N in AlarmName]: Row<Targets[N]> } = {
  // RDS tells nothing of a server that does not run.
  DatabaseUnavailable: {
    ...rds('CPUUtilization', 'SampleCount'),
    raised: 'below',
    threshold: () => 1,
    missing: true,
  },
  DatabaseCpu: { ...rds('CPUUtilization'), raised: 'above', threshold: (t) => t.cpuPercent },
  // In bytes.
  DatabaseMemory: {
    ...rds('FreeableMemory'),
    raised: 'below',
    threshold: (t, { memoryGiB }) => Math.round((1 - t.memoryPercent / PERCENT) * memoryGiB * GIB),
  },
  DatabaseConnections: {
    ...rds('DatabaseConnections'),
    raised: 'above',
    threshold: (t, { connections }) => Math.floor((t.connectionsPercent / PERCENT) * connections),
  },
  // In bytes, of the disk that the server began with: RDS does not tell what it has grown to.
  DatabaseDiskLow: {
    ...rds('FreeStorageSpace'),
    raised: 'below',
    threshold: (t, { diskGiB }) => Math.round((t.diskFreePercent / PERCENT) * diskGiB * GIB),
  },
  ReplicaBehind: { ...rds('ReplicaLag'), raised: 'above', threshold: (t) => t.replicaSeconds },
  // Those that failed, and those that could not begin in time.
  BackupFailed: {
    namespace: 'AWS/Backup',
    metrics: {
      failed: { name: 'NumberOfBackupJobsFailed', statistic: 'Sum' },
      expired: { name: 'NumberOfBackupJobsExpired', statistic: 'Sum' },
    },
    expression: () => 'FILL(failed, 0) + FILL(expired, 0)',
    raised: 'above',
    threshold: () => 0,
    once: true,
  },
  // Of all that are made from the vault.
  RestoreTestFailed: {
    namespace: 'AWS/Backup',
    metrics: { value: { name: 'NumberOfRestoreJobsFailed', statistic: 'Sum' } },
    raised: 'above',
    threshold: () => 0,
    once: true,
  },
  CacheMemory: {
    ...cache('DatabaseMemoryUsagePercentage', 'Maximum'),
    raised: 'above',
    threshold: (t) => t.memoryPercent,
  },
  CacheEvictions: { ...cache('Evictions', 'Sum'), raised: 'above', threshold: (t) => t.evictions },
  // Both kinds are told only when there are any.
  EntryErrors: {
    ...entry({
      requests,
      targets: { name: 'HTTPCode_Target_5XX_Count', statistic: 'Sum', dimensions: BALANCER },
      balancer: { name: 'HTTPCode_ELB_5XX_Count', statistic: 'Sum', dimensions: BALANCER },
    }),
    expression: (t) =>
      `IF(requests >= ${t.leastRequests}, ${PERCENT} * (FILL(targets, 0) + FILL(balancer, 0)) / requests, 0)`,
    raised: 'above',
    threshold: (t) => t.errorPercent,
  },
  // In seconds.
  EntrySlow: {
    ...entry({ requests, seconds: { name: 'TargetResponseTime', statistic: 'p95', dimensions: BALANCER } }),
    expression: (t) => `IF(requests >= ${t.leastRequests}, seconds, 0)`,
    raised: 'above',
    threshold: (t) => t.p95Ms / 1000,
  },
  EntryUnhealthy: {
    ...entry({
      healthy: { name: 'HealthyHostCount', statistic: 'Average' },
      unhealthy: { name: 'UnHealthyHostCount', statistic: 'Average' },
    }),
    expression: () => `${PERCENT} * healthy / (healthy + unhealthy)`,
    raised: 'below',
    threshold: () => HEALTHY_PERCENT,
  },
  NatPorts: {
    namespace: 'AWS/NATGateway',
    metrics: { value: { name: 'ErrorPortAllocation', statistic: 'Sum' } },
    raised: 'above',
    threshold: () => 0,
  },
};
