/** "GitOps with ArgoCD" and "Observability Stack": what each cluster has besides the platform's own services. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN, NAMESPACES } from './base';

type Addons = NonNullable<EnvironmentInput['addons']>;
type Monitoring = NonNullable<Addons['monitoring']>;

const { system, apps, monitoring } = NAMESPACES;

/** "GitOps with ArgoCD": the Application of the design. */
const argoCd: Addons['argoCd'] = {
  host: { zone: 'main', name: 'argocd' },
  applications: {
    'platform-apps': {
      project: 'default',
      repoUrl: 'https://github.com/org/platform-infra.git',
      revision: 'main',
      path: 'kubernetes/apps',
      namespace: apps,
      automated: { prune: true, selfHeal: true },
    },
  },
};

/** Infrastructure of every cluster; Argo CD and the gateway are in the namespaces `argocd` and `gateway`. */
export const infrastructure = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: { namespace: system },
  reloader: { namespace: system },
  certManager: { namespace: system, email: `ops@${DOMAIN}` },
  externalDns: { namespace: system },
  strimzi: { namespace: system },
  clickHouseOperator: { namespace: system, secret: 'click-house' },
  gateway: {},
  argoCd,
} satisfies Addons;

/** "Key Dashboards"; "Service Performance" is the dashboard `workloads`, which every cluster with monitoring has. */
const dashboards: Monitoring['dashboards'] = {
  'platform-health': {
    title: 'Platform Health Overview',
    panels: [
      { title: 'Firing alerts', query: 'sum by (severity) (ALERTS{alertstate="firing"})' },
      { title: 'Ready nodes', query: 'sum(kube_node_status_condition{condition="Ready",status="true"})' },
      {
        title: 'Pods that are not ready',
        query:
          'sum by (namespace) (kube_pod_status_ready{condition="false"} * on (namespace, pod) group_left () (kube_pod_status_phase{phase="Running"} == 1))',
      },
      { title: 'Unreachable targets', query: 'sum by (job) (up == bool 0)' },
    ],
  },
  pipelines: {
    title: 'Pipeline Execution Status',
    panels: [
      { title: 'Runs by status', query: 'sum by (status) (increase(pipeline_runs_total[1h]))' },
      { title: 'Waiting jobs', query: 'sum(kafka_consumergroup_lag{topic="jobs"})' },
    ],
  },
  // OpenCost knows prices by the hour: a month has 730.
  costs: {
    title: 'Cost Tracking',
    panels: [
      { title: 'Nodes, dollars a month', query: 'sum(node_total_hourly_cost) * 730' },
      { title: 'Nodes by type, dollars a month', query: 'sum by (instance_type) (node_total_hourly_cost) * 730' },
      {
        title: 'CPU by namespace, dollars a month',
        query:
          'sum by (namespace) (container_cpu_allocation * on (node) group_left () max by (node) (node_cpu_hourly_cost)) * 730',
      },
      {
        title: 'Memory by namespace, dollars a month',
        query:
          'sum by (namespace) (container_memory_allocation_bytes / 1024 ^ 3 * on (node) group_left () max by (node) (node_ram_hourly_cost)) * 730',
      },
    ],
  },
  users: {
    title: 'User Activity',
    panels: [
      { title: 'Active users', query: 'sum(platform_active_users)' },
      { title: 'Sign-ins', query: 'sum(increase(platform_sign_ins_total[1h]))' },
    ],
  },
};

/** "Observability Stack": Prometheus, Grafana, Loki, Tempo and PagerDuty, with days of retention. */
export const observability = ({ metrics, logs, traces }: Retention) =>
  ({
    keda: { namespace: system },
    argoRollouts: { namespace: system },
    monitoring: {
      namespace: monitoring,
      retentionDays: metrics.days,
      storageGiB: metrics.storageGiB,
      grafana: { host: { zone: 'main', name: 'grafana' }, adminSecret: 'grafana' },
      receivers: {
        critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
        warning: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
        watchdog: { url: { from: 'watchdog' } },
      },
      dashboards,
    },
    loki: { namespace: monitoring, objectStore: 'logs', retentionDays: logs.days },
    tempo: { namespace: monitoring, objectStore: 'traces', retentionDays: traces.days },
    // It measures what "Cost Tracking" shows.
    openCost: { namespace: monitoring },
  }) satisfies Addons;

interface Retention {
  readonly metrics: { readonly days: number; readonly storageGiB: number };
  readonly logs: { readonly days: number };
  readonly traces: { readonly days: number };
}

export const observabilitySecrets = {
  grafana: { description: "Grafana's first user", username: 'admin' },
  pagerduty: { description: 'Integration key of the service that is paged' },
  watchdog: { description: 'Address of the service that raises an alarm when alerting itself is down' },
} satisfies EnvironmentInput['secrets'];

/** Deleted logs and traces need no old versions. */
export const observabilityStores = {
  logs: { versioning: false },
  traces: { versioning: false },
} satisfies EnvironmentInput['objectStores'];
