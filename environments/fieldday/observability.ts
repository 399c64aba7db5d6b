/** The design's "Monitoring & Observability": metrics, logs, traces, alerts. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

type Addons = NonNullable<EnvironmentInput['addons']>;

/** "Alerts" of the design. */
export const thresholds = {
  errorPercent: 1,
  p95Ms: 500,
  diskFreePercent: 20,
  cpuPercent: 80,
  memoryPercent: 80,
  // Nearly exhausted: one connection more than there are would be too late.
  connectionsPercent: 90,
} as const;

/** What the metrics of the services must show beside the dashboards that every environment has. */
const dashboards = {
  services: {
    title: 'Services: requests, errors, duration',
    panels: [
      { title: 'Request rate', query: 'sum by (job) (rate(http_requests_total[5m]))', unit: 'reqps' },
      { title: 'Error rate', query: 'sum by (job) (rate(http_requests_total{status=~"5.."}[5m]))', unit: 'reqps' },
      {
        title: 'Latency, 95th percentile',
        query: 'histogram_quantile(0.95, sum by (job, le) (rate(http_request_duration_seconds_bucket[5m])))',
        unit: 's',
      },
      { title: 'Failed payments', query: 'sum(rate(payments_failed_total[5m]))', unit: 'ops' },
    ],
  },
  queues: {
    title: 'Queues',
    panels: [
      // KEDA reads the lengths of the lists, and reports them as its own metrics.
      { title: 'Depth', query: 'max by (scaledObject) (keda_scaler_metrics_value{metric=~".*redis.*"})' },
      {
        title: 'Failed reads',
        query: 'sum by (scaledObject) (rate(keda_scaler_detail_errors_total[5m]))',
        unit: 'ops',
      },
    ],
  },
} satisfies NonNullable<Addons['monitoring']>['dashboards'];

export const observability = (namespace: string, retentionDays: number) =>
  ({
    monitoring: {
      retentionDays,
      grafana: { host: { zone: 'main', name: 'grafana' }, adminSecret: 'grafana' },
      receivers: {
        critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
        warning: [{ kind: 'slack', url: { from: 'slack' } }],
        watchdog: { url: { from: 'watchdog' } },
      },
      thresholds,
      rules: {
        PaymentFailures: {
          query: 'sum(rate(payments_failed_total[5m])) > 0',
          severity: 'critical',
          summary: 'Payments fail',
        },
      },
      dashboards,
    },
    loki: { objectStore: 'logs', retentionDays: 30 },
    tempo: { objectStore: 'traces', senders: [namespace] },
  }) satisfies Addons;

/** Buckets of logs and traces, whose old versions nobody needs. */
export const observabilityStores = {
  logs: { versioning: false },
  traces: { versioning: false },
} satisfies EnvironmentInput['objectStores'];

/** Secrets that notifications and Grafana need. */
export const observabilitySecrets = {
  grafana: { description: "Grafana's first user", username: 'admin' },
  pagerduty: { description: 'Integration key of the service that is paged' },
  slack: { description: 'Address of the webhook of the channel for warnings' },
  watchdog: { description: 'Address of the service that raises an alarm when alerting itself is down' },
} satisfies EnvironmentInput['secrets'];
