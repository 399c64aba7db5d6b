/** What a change of each property of a cluster does to what exists, on Google. */
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { type ChangesOf, inPlace, remembered, replaced, restarts } from '../../../core/changes';

export const changes: ChangesOf<ClusterProps> = {
  version: restarts(
    'control plane; nodes follow the channel in the maintenance window',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.size': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.sku': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.min': inPlace(),
  'nodePools.*.max': inPlace(),
  'nodePools.*.desired': inPlace(),
  'nodePools.*.diskGiB': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.spot': replaced('pool, its successor first; pods move'),
  'nodePools.*.labels': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.taints.*.key': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.taints.*.value': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'nodePools.*.taints.*.effect': restarts(
    'nodes are rolled, a few at a time, drained',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'systemPool.size': inPlace('there is none on GKE'),
  'systemPool.sku': inPlace('there is none on GKE'),
  'systemPool.min': inPlace('there is none on GKE'),
  'systemPool.max': inPlace('there is none on GKE'),
  'systemPool.diskGiB': inPlace('there is none on GKE'),
  'apiAccess.publicCidrs': inPlace(),
  'apiAccess.byName': inPlace(),
  administrators: inPlace(),
  'access.*.role': inPlace(
    'the binding is replaced, because Kubernetes keeps the role of one; for a moment they have none',
  ),
  'access.*.namespaces': inPlace(),
  'access.*.members': inPlace(),
  serviceCidr: remembered(
    'GKE would replace the cluster',
    'make a second environment with the new value, move what runs, and destroy the first',
  ),
  'logs.retentionDays': inPlace(),
  'logs.containers': inPlace('off deletes what was kept, after 7 days in which Google can bring the bucket back'),
  'logs.containers.retentionDays': inPlace('fewer days delete what is older'),
  'logs.containers.excludeNamespaces': inPlace('of what is written from then on'),
  encryptionKey: replaced(
    'pools, their successors first, because disks of nodes are encrypted with it; secrets in place',
  ),
  workloadIdentity: restarts(
    'nodes are rolled, and off takes the rights of pods in the cloud away',
    'https://docs.cloud.google.com/kubernetes-engine/docs/concepts/managing-clusters',
  ),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  upgradeChannel: inPlace('another channel may upgrade in the next maintenance window'),
  deletionProtection: inPlace(),
};
