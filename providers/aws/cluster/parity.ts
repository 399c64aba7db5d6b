import type { ClusterProps } from '../../../constructs/cluster/schema';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const UPDATES = 'aws_scheduler_schedule calling eks:UpdateNodegroupVersion';

export const parity: ParityOf<ClusterProps> = {
  version: native('aws_eks_cluster.version, aws_eks_node_group.version'),
  'nodePools.*.size': native('aws_launch_template.instance_type; with spot aws_eks_node_group.instance_types'),
  'nodePools.*.sku': native('aws_launch_template.instance_type; with spot aws_eks_node_group.instance_types'),
  'nodePools.*.min': native('aws_eks_node_group.scaling_config.min_size'),
  'nodePools.*.max': native('aws_eks_node_group.scaling_config.max_size'),
  'nodePools.*.desired': native('aws_eks_node_group.scaling_config.desired_size'),
  'nodePools.*.diskGiB': native('aws_launch_template.block_device_mappings.ebs.volume_size'),
  'nodePools.*.spot': native('aws_eks_node_group.capacity_type'),
  'nodePools.*.labels': native('aws_eks_node_group.labels'),
  'nodePools.*.taints.*.key': native('aws_eks_node_group.taint.key'),
  'nodePools.*.taints.*.value': native('aws_eks_node_group.taint.value'),
  'nodePools.*.taints.*.effect': native('aws_eks_node_group.taint.effect'),
  'systemPool.size': native('aws_launch_template.instance_type of a node group that only add-ons tolerate'),
  'systemPool.sku': native('aws_launch_template.instance_type'),
  'systemPool.min': native('aws_eks_node_group.scaling_config.min_size'),
  'systemPool.max': native('aws_eks_node_group.scaling_config.max_size'),
  'systemPool.diskGiB': native('aws_launch_template.block_device_mappings.ebs.volume_size'),
  'apiAccess.publicCidrs': native('aws_eks_cluster.vpc_config.endpoint_public_access, public_access_cidrs'),
  'apiAccess.byName': unsupported(
    "a private API's name leads to its private address",
    'leave it out for AWS, and call the API from the network, or give publicCidrs',
  ),
  administrators: native('aws_eks_access_entry, aws_eks_access_policy_association'),
  'access.*.role': native('kubernetes_role_binding_v1.role_ref, kubernetes_cluster_role_binding_v1.role_ref'),
  'access.*.namespaces': native('kubernetes_role_binding_v1, kubernetes_cluster_role_binding_v1'),
  'access.*.members': native('aws_eks_access_entry.kubernetes_groups'),
  serviceCidr: native('aws_eks_cluster.kubernetes_network_config.service_ipv4_cidr'),
  'logs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  'logs.containers': emulated(
    'aws_eks_addon amazon-cloudwatch-observability, aws_cloudwatch_log_group',
    'Fluent Bit on every node, without the metrics and traces that the add-on collects otherwise',
  ),
  'logs.containers.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  'logs.containers.excludeNamespaces': native('aws_eks_addon.configuration_values, Exclude_Path of Fluent Bit'),
  encryptionKey: native('aws_eks_cluster.encryption_config, aws_launch_template.block_device_mappings.ebs.kms_key_id'),
  workloadIdentity: native('aws_eks_addon eks-pod-identity-agent, aws_iam_openid_connect_provider'),
  'maintenanceWindow.day': emulated(
    UPDATES,
    'a weekly schedule takes the nodes to the newest image; EKS patches control planes at any time',
  ),
  'maintenanceWindow.start': emulated(UPDATES, 'the earliest start of the schedule'),
  'maintenanceWindow.hours': emulated(
    UPDATES,
    'the schedule starts in the first half, the second is for draining nodes',
  ),
  upgradeChannel: emulated(
    'aws_eks_cluster.upgrade_policy.support_type, aws_eks_addon.addon_version',
    "EKS has no channels: extended enables extended support; regular takes the newest add-ons that fit, the others AWS's default",
  ),
  deletionProtection: native('aws_eks_cluster.deletion_protection'),
};
