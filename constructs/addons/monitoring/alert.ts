/** Alert: what is watched, from which value on, and what whoever is told should know. */
import { z } from 'zod';
import { nonEmpty } from '../../../core/words/words';
import { SEVERITIES } from './receivers';

/** Beyond these values there is an alert. */
export const thresholds = z.strictObject({
  /** Percent of a workload's requests that fail (5xx): 0.1–100. Critical. @default 5 */
  errorPercent: z.number().min(0.1).max(100).default(5),
  /** Milliseconds within which 95 % of a workload's requests are answered: 1–600000. @default 500 */
  p95Ms: z.int().min(1).max(600_000).default(500),
  /** Requests a minute below which errors and response times of a workload say nothing: 0–100000. @default 6 */
  leastRequests: z.int().min(0).max(100_000).default(6),
  /** Percent of its CPU limit that a container, or of its CPU that a node uses: 1–100. @default 80 */
  cpuPercent: z.number().min(1).max(100).default(80),
  /** Percent of its memory limit that a container, or of its memory that a node or cache uses: 1–100. @default 80 */
  memoryPercent: z.number().min(1).max(100).default(80),
  /** Percent of a disk that is free, of nodes, volumes and databases: 1–50. @default 20 */
  diskFreePercent: z.number().min(1).max(50).default(20),
  /** Percent of its connections that a database or cache has in use: 1–100. @default 80 */
  connectionsPercent: z.number().min(1).max(100).default(80),
  /** Percent of reads that a cache has an answer to: 0–100; 0 for no alert. @default 80 */
  cacheHitPercent: z.number().min(0).max(100).default(80),
  /** Days that a certificate is still valid: 1–60. @default 14 */
  certificateDays: z.int().min(1).max(60).default(14),
});
export type Thresholds = z.output<typeof thresholds>;

/** Minutes that something lasts before there is an alert. */
export const afterMinutes = z.strictObject({
  /** What is critical: 0–60. @default 2 */
  critical: z.int().min(0).max(60).default(2),
  /** What is a warning: 0–1440. @default 15 */
  warning: z.int().min(0).max(1440).default(15),
});

/** An alert of the environment's own. */
export const ownRule = z.strictObject({
  /** PromQL: there is an alert for each result. */
  query: nonEmpty,
  /** Whom it is told: `critical` and `warning` have receivers, `info` is only shown. */
  severity: z.enum(SEVERITIES),
  /** Minutes that it lasts before there is an alert: 0–1440. @default - `afterMinutes` of the severity */
  forMinutes: z.int().min(0).max(1440).optional(),
  /** One line: what is wrong. `{{ $labels.x }}` and `{{ $value }}` stand for what was found. */
  summary: nonEmpty,
  /** More: what it means, what to do. @default - the summary */
  description: nonEmpty.optional(),
  /** Where it is written what to do. @default - `runbooks` with the alert's name */
  runbook: z.url().optional(),
  /** Further labels. @default - none */
  labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/), nonEmpty).default({}),
});

/** Alerts that there are without being asked for. */
export const ALERTS = [
  'WorkloadDown', 'HighErrorRate', 'SlowResponses', 'HighCpu', 'HighMemory',
  'DatabaseUnavailable', 'DatabaseConnectionsExhausted', 'DatabaseDiskFull',
  'CacheUnavailable', 'CacheConnectionsExhausted', 'CacheMemoryFull', 'CacheHitRateLow',
  'NodeHighCpu', 'NodeHighMemory', 'NodeDiskLow', 'VolumeDiskLow', 'GatewayDown', 'CertificateExpires',
] as const; // prettier-ignore
export type AlertName = (typeof ALERTS)[number];

/** What Prometheus is to watch. */
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

/** A part of the whole, in percent. */
export const percent = (part: string, whole: string): string => `100 * ${part} / ${whole}`;

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
