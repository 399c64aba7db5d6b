/** What a change of each property of a cluster does to what exists, on Azure. */
import type { ClusterProps } from '../../../constructs/cluster/schema';
import {
  type ChangesOf,
  inPlace,
  refusedByProtection,
  remembered,
  replaced,
  restarts,
  unavailable,
} from '../../../core/changes';

const succeeded = replaced('pools, successors first, zone by zone');

/** Of what AKS cannot change in the system pool. */
const moved = restarts(
  'the system pool moves through a second one',
  'https://github.com/hashicorp/terraform-provider-azurerm/blob/v4.55.0/internal/services/containers/kubernetes_cluster_resource.go',
);

export const changes: ChangesOf<ClusterProps> = {
  version: restarts(
    'control plane, then nodes of each pool, zone by zone; one minor version at a time, never back',
    'https://learn.microsoft.com/azure/aks/upgrade-cluster',
  ),
  'nodePools.*.size': succeeded,
  'nodePools.*.sku': succeeded,
  'nodePools.*.min': inPlace(),
  'nodePools.*.max': inPlace(),
  'nodePools.*.desired': inPlace(),
  'nodePools.*.diskGiB': succeeded,
  'nodePools.*.spot': succeeded,
  'nodePools.*.labels': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.key': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.value': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.effect': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'systemPool.size': moved,
  'systemPool.sku': moved,
  'systemPool.min': inPlace(),
  'systemPool.max': inPlace(),
  'systemPool.diskGiB': moved,
  'apiAccess.publicCidrs': refusedByProtection(
    'from none to some, or back, replaces the cluster; other changes are in place',
    'decide at creation whether the API is public; otherwise make a second environment and move',
  ),
  'apiAccess.byName': unavailable,
  administrators: inPlace(),
  'access.*.role': inPlace(
    'the binding is replaced, because Kubernetes keeps the role of one; for a moment they have none',
  ),
  'access.*.namespaces': inPlace(),
  'access.*.members': inPlace(),
  serviceCidr: remembered(
    'AKS would replace the cluster',
    'make a second environment with the new value, move what runs, and destroy the first',
  ),
  'logs.retentionDays': inPlace(),
  'logs.containers': inPlace('off deletes what was kept, after 14 days in which Azure can bring the workspace back'),
  'logs.containers.retentionDays': inPlace('fewer days delete what is older'),
  'logs.containers.excludeNamespaces': inPlace('of what is written from then on'),
  encryptionKey: refusedByProtection(
    'the cluster would be replaced',
    'set it at creation; otherwise make a second environment and move',
  ),
  workloadIdentity: inPlace('off takes the rights of all pods that have some'),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  upgradeChannel: inPlace('from stable back, version must be the one that the cluster has by then'),
  deletionProtection: inPlace(),
};
