/** Alerts of workloads: no pod is ready, requests fail or are slow, containers reach their limits. */
import {
  type Alert,
  type AlertName,
  none,
  percent,
  type Thresholds,
} from '../../../../constructs/addons/monitoring/alert';
import type { Environment } from '../../../../constructs/environment/schema';
import { rangeOf } from '../../../../constructs/workload/scaling';
import type { WorkloadProps } from '../../../../constructs/workload/schema';
import { nameInCluster } from '../../../../core/names-in-cluster';

/** Names of a workload's HTTPRoutes. */
export type RouteNames = (id: string, workload: WorkloadProps) => readonly string[];

/** A workload, as metrics name it. */
interface MetricsSource {
  readonly name: string;
  readonly namespace: string;
}

export const workloadAlerts = (environment: Environment, thresholds: Thresholds, routes: RouteNames): Alert[] => [
  ...Object.entries(environment.workloads).flatMap(([id, workload]) => {
    const source = { name: nameInCluster(environment, id), namespace: workload.namespace };
    return [
      ...(rangeOf(workload).min > 0 ? [downAlert(source)] : []),
      ...(workload.routes.length > 0 ? requestAlerts(source, routes(id, workload), thresholds) : []),
    ];
  }),
  ...(environment.addons.argoRollouts ? [abortedAlert()] : []),
  ...containerAlerts(environment, thresholds),
];

/** Counts ready pods by ReplicaSets, which both Deployments and Argo's Rollouts have. */
function downAlert({ name, namespace }: MetricsSource): Alert {
  const ready = `kube_replicaset_status_ready_replicas{namespace="${namespace}"}`;
  const owned = `kube_replicaset_owner{namespace="${namespace}", owner_name="${name}"}`;
  return {
    name: 'WorkloadDown',
    severity: 'critical',
    query: none(`${ready} * on (namespace, replicaset) ${owned}`),
    labels: { namespace, workload: name },
    summary: `${name} is down`,
    description: `No pod of ${namespace}/${name} is ready: nothing answers its requests.`,
  };
}

/**
 * What the controller calls a failed rollout, of any reason: github.com/argoproj/argo-rollouts, controller/metrics/rollouts.go. The
 * label `namespace` is that of its pod.
 */
export const ABORTED = 'phase=~"Abort|Error|InvalidSpec|Timeout"';

/** Terraform does not wait for a Rollout: an apply succeeds, and the new version goes back afterwards. */
const abortedAlert = (): Alert => ({
  name: 'RolloutAborted',
  severity: 'warning',
  forMinutes: 1,
  query: `max by (name) (rollout_info{${ABORTED}}) == 1`,
  summary: 'The rollout of {{ $labels.name }} has failed',
  description:
    'Requests go to the old version. Its analysis or its test failed, or new pods did not become ready: see `kubectl argo rollouts get rollout {{ $labels.name }}`.',
});

/** Uses Envoy's counters: Envoy Gateway names the clusters of a route `httproute/<namespace>/<name>/rule/<n>`. */
function requestAlerts({ name, namespace }: MetricsSource, routes: readonly string[], t: Thresholds): Alert[] {
  const requests = `envoy_cluster_name=~"httproute/${namespace}/(${routes.join('|')})/rule/.+"`;
  const rate = (more = '') => `sum(rate(envoy_cluster_upstream_rq_xx{${requests}${more}}[5m]))`;
  const enough = `60 * ${rate()} >= ${t.leastRequests}`;
  const labels = { namespace, workload: name };
  return [
    {
      name: 'HighErrorRate',
      severity: 'critical',
      query: `${percent(rate(', envoy_response_code_class="5"'), rate())} > ${t.errorPercent} and ${enough}`,
      labels,
      summary: `${name} fails {{ $value | humanize }} % of its requests`,
      description: `More than ${t.errorPercent} % of the requests to ${namespace}/${name} were answered with a server error (5xx) in the last five minutes.`,
    },
    {
      name: 'SlowResponses',
      severity: 'warning',
      query: `histogram_quantile(0.95, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket{${requests}}[5m]))) > ${t.p95Ms} and ${enough}`,
      labels,
      summary: `${name} answers slowly: 95 % within {{ $value | humanize }} ms`,
      description: `95 % of the requests to ${namespace}/${name} should be answered within ${t.p95Ms} ms.`,
    },
  ];
}

/** Only containers in the environment's namespaces, because the limits of add-ons are chosen by this project. */
function containerAlerts({ workloads, namespaces }: Environment, t: Thresholds): Alert[] {
  const all = [...Object.keys(namespaces), ...Object.values(workloads).map(({ namespace }) => namespace)];
  const where = `namespace=~"${[...new Set(all)].sort().join('|')}"`;
  if (all.length === 0) return [];
  const container = (query: string) => `max by (namespace, pod, container) (${query})`;
  const limit = (resource: string) => container(`kube_pod_container_resource_limits{${where}, resource="${resource}"}`);
  const used = `${where}, container!="", image!=""`;
  const alert = (name: AlertName, what: string, query: string, threshold: number): Alert => ({
    name,
    severity: 'warning',
    query: `${query} > ${threshold}`,
    summary: `{{ $labels.namespace }}/{{ $labels.pod }} uses {{ $value | humanize }} % of its ${what}`,
    description: `Container {{ $labels.container }} uses more than ${threshold} % of the ${what} that it may use.`,
  });
  return [
    alert(
      'HighCpu',
      'CPU',
      percent(container(`rate(container_cpu_usage_seconds_total{${used}}[5m])`), limit('cpu')),
      t.cpuPercent,
    ),
    alert(
      'HighMemory',
      'memory',
      percent(container(`container_memory_working_set_bytes{${used}}`), limit('memory')),
      t.memoryPercent,
    ),
  ];
}
