/** Dashboard of the cluster: CPU, memory, network and disks of nodes; volumes and pods. */
import type { Dashboard, Panel } from '../dashboard';

const WINDOW = '[$__rate_interval]';
const rate = (metric: string, more = ''): string => `rate(${metric}${more}${WINDOW})`;

/** Sums per node, labeled with the node's name. */
const byNode = (query: string): string =>
  `sum by (nodename) (${query} * on (instance) group_left (nodename) node_uname_info)`;
const byInstance = (query: string): string => `sum by (instance) (${query})`;

/** The nodes' own network cards: pods' interfaces are named `eni…` on AWS, and Azure shows each card again as `enP…`. */
const OUTSIDE = '{device=~"eth[0-9]+|en[ospx].*"}';

const panel = (title: string, unit: string, query: string): Panel => ({
  title,
  unit,
  queries: { '{{nodename}}': query },
});

const inAndOut = (title: string, inward: string, outward: string): Panel => ({
  title,
  unit: 'Bps',
  queries: { '{{nodename}} in': byNode(byInstance(inward)), '{{nodename}} out': byNode(byInstance(outward)) },
});

export const CLUSTER: Dashboard = {
  id: 'cluster',
  title: 'Cluster',
  panels: [
    panel(
      'CPU',
      'percent',
      byNode(`100 * (1 - avg by (instance) (${rate('node_cpu_seconds_total', '{mode="idle"}')}))`),
    ),
    panel('Memory', 'percent', byNode('100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)')),
    inAndOut(
      'Network',
      rate('node_network_receive_bytes_total', OUTSIDE),
      rate('node_network_transmit_bytes_total', OUTSIDE),
    ),
    inAndOut('Disk I/O', rate('node_disk_read_bytes_total'), rate('node_disk_written_bytes_total')),
    panel('Busiest disk', 'percentunit', byNode(`max by (instance) (${rate('node_disk_io_time_seconds_total')})`)),
    {
      title: 'Volumes',
      unit: 'percent',
      queries: {
        '{{namespace}}/{{persistentvolumeclaim}}':
          'max by (namespace, persistentvolumeclaim) (100 * kubelet_volume_stats_used_bytes / kubelet_volume_stats_capacity_bytes)',
      },
    },
    { title: 'Pods', unit: 'short', queries: { '{{node}}': 'count by (node) (kube_pod_info{node!=""})' } },
    {
      title: 'Restarts in an hour',
      unit: 'short',
      queries: {
        '{{namespace}}/{{pod}}': 'sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[1h])) > 0',
      },
    },
  ],
};
