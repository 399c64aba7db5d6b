/** Kubernetes objects that each property of a search cluster changes, the same on every cloud. */
import type { SearchClusterProps } from '../../../constructs/search-cluster/schema';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<SearchClusterProps> = {
  namespace: native('metadata.namespace'),
  'spread.zones': native('OpenSearchCluster.spec.nodePools.topologySpreadConstraints'),
  'spread.nodes': native('OpenSearchCluster.spec.nodePools.topologySpreadConstraints'),
  nodePool: native('OpenSearchCluster.spec.nodePools.nodeSelector, tolerations'),
  'callers.*.workload': native('NetworkPolicy.spec.ingress'),
  'callers.*.namespace': native('NetworkPolicy.spec.ingress'),
  'callers.*.cidr': native('NetworkPolicy.spec.ingress'),
  'callers.*.ports': native('NetworkPolicy.spec.ingress'),
  deletionProtection: native('helm.sh/resource-policy'),
  version: native('OpenSearchCluster.spec.general.version'),
  'nodes.*.roles': native('OpenSearchCluster.spec.nodePools.roles'),
  'nodes.*.replicas': native('OpenSearchCluster.spec.nodePools.replicas'),
  'nodes.*.resources.cpu': native('OpenSearchCluster.spec.nodePools.resources.requests.cpu'),
  'nodes.*.resources.memory': native('OpenSearchCluster.spec.nodePools.resources.requests.memory, limits.memory, jvm'),
  'nodes.*.resources.cpuLimit': native('OpenSearchCluster.spec.nodePools.resources.limits.cpu'),
  'nodes.*.storageGiB': native('OpenSearchCluster.spec.nodePools.diskSize'),
  'nodes.*.nodePool': native('OpenSearchCluster.spec.nodePools.nodeSelector, tolerations'),
  'admin.secret': native('ExternalSecret, OpenSearchCluster.spec.security.config'),
  'dashboards.secret': native('ExternalSecret, OpenSearchCluster.spec.dashboards.opensearchCredentialsSecret'),
  'dashboards.replicas': native('OpenSearchCluster.spec.dashboards.replicas'),
  'dashboards.resources.cpu': native('OpenSearchCluster.spec.dashboards.resources.requests.cpu'),
  'dashboards.resources.memory': native('OpenSearchCluster.spec.dashboards.resources.requests.memory, limits.memory'),
  'dashboards.resources.cpuLimit': native('OpenSearchCluster.spec.dashboards.resources.limits.cpu'),
  'snapshots.store': native(
    'OpenSearchCluster.spec.general.snapshotRepositories, the identity of the ServiceAccount; refused on Azure',
  ),
  'snapshots.cron': native('OpensearchSnapshotPolicy.spec.creation; refused on Azure'),
  'snapshots.retentionDays': native('OpensearchSnapshotPolicy.spec.deletion; refused on Azure'),
  settings: native('OpenSearchCluster.spec.general.additionalConfig'),
};
