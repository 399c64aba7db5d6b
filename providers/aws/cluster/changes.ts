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

export const changes: ChangesOf<ClusterProps> = {
  version: restarts(
    'control plane, then nodes are rolled, a few at a time, drained; one minor version at a time, never back',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'nodePools.*.size': restarts(
    'nodes are rolled, a few at a time, drained; another architecture replaces the node group, its successor first',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'nodePools.*.sku': restarts(
    'nodes are rolled, a few at a time, drained; another architecture replaces the node group, its successor first',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'nodePools.*.min': inPlace(),
  'nodePools.*.max': inPlace(),
  'nodePools.*.desired': inPlace(),
  'nodePools.*.diskGiB': restarts(
    'nodes are rolled, a few at a time, drained; another architecture replaces the node group, its successor first',
    'https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html',
  ),
  'nodePools.*.spot': replaced('node group, its successor first; pods move'),
  'nodePools.*.labels': inPlace('running nodes get them'),
  'nodePools.*.taints.*.key': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.value': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'nodePools.*.taints.*.effect': inPlace('running nodes get them; pods that do not tolerate NoExecute go'),
  'systemPool.size': inPlace('there is none on EKS'),
  'systemPool.sku': inPlace('there is none on EKS'),
  'systemPool.min': inPlace('there is none on EKS'),
  'systemPool.max': inPlace('there is none on EKS'),
  'systemPool.diskGiB': inPlace('there is none on EKS'),
  'apiAccess.publicCidrs': inPlace('the API is in updating for minutes, and answers'),
  'apiAccess.byName': unavailable,
  administrators: inPlace(),
  serviceCidr: remembered(
    'EKS would replace the cluster',
    'make a second environment with the new value, move what runs, and destroy the first',
  ),
  'logs.retentionDays': inPlace(),
  encryptionKey: refusedByProtection(
    'another key, or none, replaces the cluster',
    'set it at creation; otherwise make a second environment and move',
    'https://github.com/hashicorp/terraform-provider-aws/blob/v6.25.0/internal/service/eks/cluster.go',
  ),
  workloadIdentity: inPlace('off takes the rights of pods in the cloud away'),
  'maintenanceWindow.day': inPlace(),
  'maintenanceWindow.start': inPlace(),
  'maintenanceWindow.hours': inPlace(),
  upgradeChannel: inPlace(),
  deletionProtection: inPlace(),
};
