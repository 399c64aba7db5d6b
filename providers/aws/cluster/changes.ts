/** What a change of each property of a cluster does to what exists, on AWS. */
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

/** Of what is in the launch template. */
const rolled = restarts(
  'nodes are rolled, a few at a time, drained; another architecture replaces the node group, its successor first',
  'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
);

export const changes: ChangesOf<ClusterProps> = {
  version: restarts(
    'control plane, then nodes are rolled, a few at a time, drained; one minor version at a time, never back',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'nodePools.*.size': rolled,
  'nodePools.*.sku': rolled,
  'nodePools.*.min': inPlace(),
  'nodePools.*.max': inPlace(),
  'nodePools.*.desired': inPlace(),
  'nodePools.*.diskGiB': rolled,
  'nodePools.*.spot': replaced('node group, its successor first; pods move'),
  'nodePools.*.labels': inPlace('running nodes get them'),
  'nodePools.*.taints.*.key': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.value': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.effect': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'systemPool.size': rolled,
  'systemPool.sku': rolled,
  'systemPool.min': inPlace(),
  'systemPool.max': inPlace(),
  'systemPool.diskGiB': rolled,
  'apiAccess.publicCidrs': inPlace('the API is in updating for minutes, and answers'),
  'apiAccess.byName': unavailable,
  administrators: inPlace(),
  'access.*.role': inPlace(
    'the binding is replaced, because Kubernetes keeps the role of one; for a moment they have none',
  ),
  'access.*.namespaces': inPlace(),
  'access.*.members': inPlace(),
  serviceCidr: remembered(
    'EKS would replace the cluster',
    'make a second environment with the new value, move what runs, and destroy the first',
  ),
  'logs.retentionDays': inPlace(),
  'logs.containers': inPlace('off deletes what was kept'),
  'logs.containers.retentionDays': inPlace('fewer days delete what is older'),
  'logs.containers.excludeNamespaces': inPlace('of what is written from then on'),
  encryptionKey: refusedByProtection(
    'a first key is associated in place, and nodes are rolled; none after one replaces the cluster; another one reaches disks of nodes alone, and every plan shows it again',
    'keep the first key; otherwise make a second environment and move',
    'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/eks/cluster.go',
  ),
  workloadIdentity: restarts(
    'nodes are rolled, a few at a time, drained; off takes the rights of pods in the cloud away',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  upgradeChannel: inPlace(),
  deletionProtection: inPlace(),
};
