/** Alerts of the cluster: nodes and volumes that fill up, the gateway. The chart's own rules cover pods, jobs and scaling. */
import { type Alert, none, percent, type Thresholds } from '../../../../constructs/addons/monitoring/alert';
import type { Environment } from '../../../../constructs/environment/schema';

export const clusterAlerts = ({ addons }: Environment, thresholds: Thresholds): Alert[] => [
  ...nodeAlerts(thresholds),
  ...volumeAlerts(thresholds),
  roomAlert,
  ...(addons.gateway ? gatewayAlerts() : []),
];

/** Labels the results with the node's name instead of its address. */
const named = (query: string): string => `${query} * on (instance) group_left (nodename) node_uname_info`;

function nodeAlerts(t: Thresholds): Alert[] {
  // System disks of managed nodes can be read-only and full from the start; some nodes mount one disk several times.
  const disks = 'fstype=~"ext[234]|xfs|btrfs"';
  const free = `${percent(`node_filesystem_avail_bytes{${disks}}`, `node_filesystem_size_bytes{${disks}}`)} and node_filesystem_readonly{${disks}} == 0`;
  return [
    {
      name: 'NodeHighCpu',
      severity: 'warning',
      query: `${named('100 * (1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])))')} > ${t.cpuPercent}`,
      summary: 'Node {{ $labels.nodename }} uses {{ $value | humanize }} % of its CPU',
      description: `More than ${t.cpuPercent} % of the node's CPU is in use.`,
    },
    {
      name: 'NodeHighMemory',
      severity: 'warning',
      query: `${named('100 * (1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)')} > ${t.memoryPercent}`,
      summary: 'Node {{ $labels.nodename }} uses {{ $value | humanize }} % of its memory',
      description: `More than ${t.memoryPercent} % of the node's memory is in use.`,
    },
    {
      name: 'NodeDiskLow',
      severity: 'warning',
      query: `${named(`min by (instance, device) (${free})`)} < ${t.diskFreePercent}`,
      summary: 'Node {{ $labels.nodename }} has {{ $value | humanize }} % of disk {{ $labels.device }} free',
      description: `Less than ${t.diskFreePercent} % is free. When too little is left, Kubernetes removes images and evicts pods.`,
    },
  ];
}

const volumeAlerts = (t: Thresholds): Alert[] => [
  {
    name: 'VolumeDiskLow',
    severity: 'warning',
    query: `min by (namespace, persistentvolumeclaim) (${percent('kubelet_volume_stats_available_bytes', 'kubelet_volume_stats_capacity_bytes')}) < ${t.diskFreePercent}`,
    summary: 'Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} has {{ $value | humanize }} % free',
    description: `Less than ${t.diskFreePercent} % is free. Volumes grow when their claim asks for more.`,
  },
];

/** On every cloud: the autoscalers of GKE and AKS have no metrics in the cluster. */
const roomAlert: Alert = {
  name: 'PodsUnschedulable',
  severity: 'warning',
  query: 'sum by (namespace) (kube_pod_status_unschedulable) > 0',
  summary: 'No node takes {{ $value }} pods of {{ $labels.namespace }}',
  description:
    'Node pools are at their maximum, the cloud has no such machines, or no pool has what the pods ask for: see the events of the pods.',
};

const gatewayAlerts = (): Alert[] => [
  {
    name: 'GatewayDown',
    severity: 'critical',
    query: none('envoy_server_live'),
    summary: 'The gateway is down',
    description: 'No proxy of the gateway is live: nothing in the cluster is reached from outside.',
  },
];
