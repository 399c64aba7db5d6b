/** Dashboard of what keeps a cluster supplied: secrets, DNS records, certificates, and nodes for pods that wait. */
import type { InCluster } from '../../../../constructs/in-cluster';
import { isInstalled } from '../alert-rules/platform';
import type { Dashboard, Panel } from '../dashboard';

const WINDOW = '[$__rate_interval]';
const rate = (metric: string): string => `sum(rate(${metric}${WINDOW}))`;
const OBJECT = '{{namespace}}/{{name}}';

export function platformDashboard(deps: InCluster): Dashboard {
  return {
    id: 'platform',
    title: 'Platform',
    panels: [
      ...(isInstalled(deps, 'externalSecrets') ? secretPanels() : []),
      ...(isInstalled(deps, 'externalDns') ? recordPanels() : []),
      ...(isInstalled(deps, 'certManager') ? certificatePanels() : []),
      ...(isInstalled(deps, 'clusterAutoscaler') ? nodePanels() : []),
      {
        title: 'Pods that no node has room for',
        unit: 'short',
        queries: { '{{namespace}}': 'sum by (namespace) (kube_pod_status_unschedulable)' },
      },
    ],
  };
}

const secretPanels = (): Panel[] => [
  {
    title: 'Secrets that do not come',
    unit: 'short',
    queries: {
      [OBJECT]: 'max by (namespace, name) (externalsecret_status_condition{condition="Ready", status="False"}) > 0',
    },
  },
  {
    title: 'Synchronizations of secrets',
    unit: 'ops',
    queries: { all: rate('externalsecret_sync_calls_total'), failed: rate('externalsecret_sync_calls_error') },
  },
];

const recordPanels = (): Panel[] => [
  {
    title: 'DNS records',
    unit: 'short',
    queries: {
      '{{record_type}} of routes': 'sum by (record_type) (external_dns_source_records)',
      '{{record_type}} in zones': 'sum by (record_type) (external_dns_registry_records)',
    },
  },
  {
    title: 'Since DNS records were compared with routes',
    unit: 's',
    queries: { seconds: 'time() - max(external_dns_controller_last_sync_timestamp_seconds)' },
  },
];

const certificatePanels = (): Panel[] => [
  {
    title: 'Days until certificates expire',
    unit: 'd',
    queries: {
      [OBJECT]: 'min by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds - time()) / 86400',
    },
  },
  {
    title: 'Certificates that are not ready',
    unit: 'short',
    queries: {
      [OBJECT]: 'max by (namespace, name) (certmanager_certificate_ready_status{condition!="True"}) > 0',
    },
  },
];

const nodePanels = (): Panel[] => [
  {
    title: 'Nodes, as the autoscaler sees them',
    unit: 'short',
    queries: { '{{state}}': 'max by (state) (cluster_autoscaler_nodes_count)' },
  },
  {
    title: 'Nodes added and removed in an hour',
    unit: 'short',
    queries: {
      added: 'sum(increase(cluster_autoscaler_scaled_up_nodes_total[1h]))',
      removed: 'sum(increase(cluster_autoscaler_scaled_down_nodes_total[1h]))',
      failed: 'sum(increase(cluster_autoscaler_failed_scale_ups_total[1h]))',
    },
  },
];
