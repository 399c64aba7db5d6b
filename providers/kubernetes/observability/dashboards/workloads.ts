/** Dashboard of workloads: requests, errors and response times from the gateway; resource use of pods. */
import type { Environment } from '../../../../constructs/environment/schema';
import { nameInCluster } from '../../../../core/names-in-cluster';
import { ABORTED } from '../alert-rules/workloads';
import type { Dashboard, Panel } from '../dashboard';

const WINDOW = '[$__rate_interval]';

export function workloadDashboard(environment: Environment): Dashboard | undefined {
  const names = Object.keys(environment.workloads).map((id) => nameInCluster(environment, id));
  if (names.length === 0) return undefined;
  const routed = Object.values(environment.workloads).some(({ routes }) => routes.length > 0);
  return {
    id: 'workloads',
    title: 'Workloads',
    choice: { name: 'workload', values: Object.fromEntries(names.map((name) => [name, name])) },
    panels: [
      ...(routed ? requestPanels() : []),
      ...ownCounters(environment),
      ...podPanels(),
      ...(environment.addons.argoRollouts ? [failedRollouts] : []),
    ],
  };
}

const failedRollouts: Panel = {
  title: 'Rollouts that failed',
  unit: 'short',
  queries: { '{{name}}': `max by (name) (rollout_info{${ABORTED}, name=~"$workload"})` },
};

/** Names of routes start with the name of their workload. */
const ROUTES = '{envoy_cluster_name=~"httproute/[^/]+/($workload)-[^/]+/rule/.+"';

function requestPanels(): Panel[] {
  const by = (query: string): string => `sum by (envoy_cluster_name) (${query})`;
  const rate = (metric: string, more = ''): string => by(`rate(${metric}${ROUTES}${more}}${WINDOW})`);
  const within = (part: number): string =>
    `histogram_quantile(${part}, sum by (le) (rate(envoy_cluster_upstream_rq_time_bucket${ROUTES}}${WINDOW})))`;
  const legend = '{{envoy_cluster_name}}';
  return [
    { title: 'Requests', unit: 'reqps', queries: { [legend]: rate('envoy_cluster_upstream_rq_total') } },
    {
      title: 'Server errors',
      unit: 'percent',
      queries: {
        [legend]: `100 * ${rate('envoy_cluster_upstream_rq_xx', ', envoy_response_code_class="5"')} / ${rate('envoy_cluster_upstream_rq_xx')}`,
      },
    },
    {
      title: 'Response time',
      unit: 'ms',
      queries: { '50 % within': within(0.5), '95 % within': within(0.95), '99 % within': within(0.99) },
    },
    {
      title: 'Active connections and requests',
      unit: 'short',
      queries: {
        [`${legend} connections`]: by(`envoy_cluster_upstream_cx_active${ROUTES}}`),
        [`${legend} requests`]: by(`envoy_cluster_upstream_rq_active${ROUTES}}`),
      },
    },
  ];
}

/** Requests, by the counters in the workloads' `metrics.requests`. */
function ownCounters(environment: Environment): Panel[] {
  const counted = Object.entries(environment.workloads).flatMap(([id, { namespace, metrics }]) =>
    metrics?.requests === undefined
      ? []
      : [{ name: nameInCluster(environment, id), namespace, counter: metrics.requests }],
  );
  const queries = counted.map(
    ({ name, namespace, counter }) =>
      [name, `sum(rate(${counter}{namespace="${namespace}", job="${name}"}${WINDOW}))`] as const,
  );
  return counted.length === 0
    ? []
    : [{ title: 'Requests, as counted by workloads', unit: 'reqps', queries: Object.fromEntries(queries) }];
}

/** Names of a ReplicaSet's pods end in two random parts, from Kubernetes' alphabet without vowels. */
const PODS = 'pod=~"($workload)-[bcdfghjklmnpqrstvwxz2456789]+-[bcdfghjklmnpqrstvwxz2456789]{5}"';

function podPanels(): Panel[] {
  const byPod = (query: string): string => `sum by (pod) (${query})`;
  const used = `{${PODS}, container!="", image!=""}`;
  const limit = (resource: string): string =>
    byPod(`kube_pod_container_resource_limits{${PODS}, resource="${resource}"}`);
  const panel = (title: string, unit: string, query: string, legend = '{{pod}}'): Panel => ({
    title,
    unit,
    queries: { [legend]: query },
  });
  return [
    panel(
      'CPU, of the limit',
      'percent',
      `100 * ${byPod(`rate(container_cpu_usage_seconds_total${used}${WINDOW})`)} / ${limit('cpu')}`,
    ),
    panel(
      'Memory, of the limit',
      'percent',
      `100 * ${byPod(`container_memory_working_set_bytes${used}`)} / ${limit('memory')}`,
    ),
    {
      title: 'Network',
      unit: 'Bps',
      queries: {
        '{{pod}} in': byPod(`rate(container_network_receive_bytes_total{${PODS}}${WINDOW})`),
        '{{pod}} out': byPod(`rate(container_network_transmit_bytes_total{${PODS}}${WINDOW})`),
      },
    },
    panel(
      'Ready pods',
      'short',
      'sum by (owner_name) (kube_replicaset_status_ready_replicas * on (namespace, replicaset) group_left (owner_name) kube_replicaset_owner{owner_name=~"$workload"})',
      '{{owner_name}}',
    ),
    panel(
      'CPU held back',
      'percentunit',
      `${byPod(`rate(container_cpu_cfs_throttled_periods_total{${PODS}}${WINDOW})`)} / ${byPod(`rate(container_cpu_cfs_periods_total{${PODS}}${WINDOW})`)}`,
    ),
    panel('Restarts in an hour', 'short', byPod(`increase(kube_pod_container_status_restarts_total{${PODS}}[1h])`)),
  ];
}
