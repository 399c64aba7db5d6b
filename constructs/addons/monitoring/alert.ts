/** Alerts: their thresholds and delays, the user's own rules, and the Prometheus rule that an alert becomes. */
import { z } from 'zod';

import { nonEmpty } from '../../../core/words/words';
import { SEVERITIES } from './receivers';

/** Values beyond which Prometheus raises an alert. */
export const thresholds = z.strictObject({
  /** Percent of a workload's requests that fail (5xx). The alert is critical. */
  errorPercent: z.number().min(0.1).max(100).default(5),
  /** Response time of a workload's requests at the 95th percentile, in milliseconds. */
  p95Ms: z.int().min(1).max(600_000).default(500),
  /** Requests per minute, below which a workload raises no alerts on errors and response times. */
  leastRequests: z.int().min(0).max(100_000).default(6),
  /** CPU use of a container, in percent of its limit, or of a node. */
  cpuPercent: z.number().min(1).max(100).default(80),
  /** Memory use of a container, in percent of its limit, or of a node or cache. */
  memoryPercent: z.number().min(1).max(100).default(80),
  /** Free disk space of nodes, volumes and databases, in percent. */
  diskFreePercent: z.number().min(1).max(50).default(20),
  /** Connections in use of a database or cache, in percent of its maximum. */
  connectionsPercent: z.number().min(1).max(100).default(80),
  /** Reads that find their key in a cache, in percent; 0 disables the alert. */
  cacheHitPercent: z.number().min(0).max(100).default(80),
  /** Days until a certificate expires. */
  certificateDays: z.int().min(1).max(60).default(14),
  /** Records that a group of consumers is behind in a Kafka topic; 0 disables the alert. */
  consumerLag: z.int().min(0).max(1_000_000_000).default(10_000),
  /** Parts in a partition of a ClickHouse table. ClickHouse slows inserts down at 1000, and refuses them at 3000. */
  partsPerPartition: z.int().min(10).max(3000).default(300),
});
export type Thresholds = z.output<typeof thresholds>;

/** Minutes that a condition must last before it raises an alert. */
export const afterMinutes = z.strictObject({
  /** Minutes that a critical condition must last before it raises an alert. */
  critical: z.int().min(0).max(60).default(2),
  /** Minutes that a warning condition must last before it raises an alert. */
  warning: z.int().min(0).max(1440).default(15),
});

/** An alert that the user defines. */
export const ownRule = z.strictObject({
  /** PromQL expression. Each of its results raises an alert. */
  query: nonEmpty,
  /** Severity: `critical` and `warning` notify their receivers, `info` is only shown in Grafana. */
  severity: z.enum(SEVERITIES),
  /** Minutes that the condition must last before it raises an alert. @default - `afterMinutes` of the severity */
  forMinutes: z.int().min(0).max(1440).optional(),
  /** Summary in one line. `{{ $labels.x }}` and `{{ $value }}` insert a label and the value of the result. */
  summary: nonEmpty,
  /** Longer text: what the alert means and what to do. @default - the summary */
  description: nonEmpty.optional(),
  /** Address of the runbook. @default - `<runbooks>/<alert>`, or none without `runbooks` */
  runbook: z.url().optional(),
  /** Additional labels. @default - none */
  labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), nonEmpty).default({}),
});

/** The default alerts. */
export const ALERTS = [
  'WorkloadDown',
  'HighErrorRate',
  'SlowResponses',
  'RolloutAborted',
  'HighCpu',
  'HighMemory',
  'DatabaseUnavailable',
  'DatabaseConnectionsExhausted',
  'DatabaseDiskFull',
  'CacheUnavailable',
  'CacheConnectionsExhausted',
  'CacheMemoryFull',
  'CacheHitRateLow',
  'NodeHighCpu',
  'NodeHighMemory',
  'NodeDiskLow',
  'VolumeDiskLow',
  'PodsUnschedulable',
  'GatewayDown',
  'AddonDown',
  'SecretStoreUnavailable',
  'SecretNotSynchronized',
  'DnsRecordsFail',
  'DnsRecordsOld',
  'CertificateNotReady',
  'CertificateExpires',
  'AutoscalerStopped',
  'NodesNotAdded',
  'CostsUnknown',
  'CriticalVulnerability',
  'RunnersNotListening',
  'RunnersFail',
  'KafkaUnavailable',
  'KafkaPartitionsOffline',
  'KafkaWritesRefused',
  'KafkaUnderReplicated',
  'KafkaConsumerLag',
  'ClickHouseUnavailable',
  'ClickHouseReadOnly',
  'ClickHouseManyParts',
  'ClickHouseHighMemory',
  'ClickHouseBackupMissing',
  'SearchUnavailable',
  'SearchClusterRed',
  'SearchClusterYellow',
  'SearchHeapFull',
  'SearchDiskWatermark',
  'SearchSnapshotMissing',
] as const;
export type AlertName = (typeof ALERTS)[number];

export interface Alert<N extends string = AlertName> {
  readonly name: N;
  readonly severity: (typeof SEVERITIES)[number];
  readonly query: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly description: string;
  readonly forMinutes?: number | undefined;
  readonly runbook?: string | undefined;
}

/** PromQL for a part of a whole, in percent. */
export const percent = (part: string, whole: string): string => `100 * ${part} / ${whole}`;

/**
 * PromQL for a sum that is none. Without metrics of kube-state-metrics, as when Prometheus has just started, nothing can be
 * concluded from absence, and there is no alert.
 */
export const none = (query: string): string => `(sum(${query}) or vector(0)) < 1 and on () count(kube_node_info) > 0`;

/** The alert as a rule of a PrometheusRule. */
export function ruleOf(
  { name, severity, query, labels, summary, description, forMinutes, runbook }: Alert<string>,
  props: { readonly afterMinutes: z.output<typeof afterMinutes>; readonly runbooks?: string | undefined },
) {
  const minutes = forMinutes ?? (severity === 'critical' ? props.afterMinutes.critical : props.afterMinutes.warning);
  const link = runbook ?? (props.runbooks === undefined ? undefined : `${props.runbooks.replace(/\/$/, '')}/${name}`);
  return {
    alert: name,
    expr: query,
    for: `${minutes}m`,
    labels: { severity, ...labels },
    annotations: { summary, description, ...(link !== undefined && { runbook_url: link }) },
  };
}
