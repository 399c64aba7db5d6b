import type { ClusterProps } from '../../../constructs/cluster/schema';
import { emulated, native, type ParityOf } from '../../../core/parity';

const pool = (argument: string) => native(`google_container_node_pool.${argument}`);

export const parity: ParityOf<ClusterProps> = {
  version: native('google_container_cluster.min_master_version'),
  'nodePools.*.size': pool('node_config.machine_type'),
  'nodePools.*.sku': pool('node_config.machine_type'),
  'nodePools.*.min': pool('autoscaling.total_min_node_count; node_count when equal to max'),
  'nodePools.*.max': pool('autoscaling.total_max_node_count; node_count when equal to min'),
  'nodePools.*.desired': emulated(
    'google_container_node_pool.initial_node_count',
    'GKE counts nodes per zone: the total is rounded up to the same number in every zone, or down if that would exceed max',
  ),
  'nodePools.*.diskGiB': pool('node_config.disk_size_gb'),
  'nodePools.*.spot': pool('node_config.spot, autoscaling.location_policy'),
  'nodePools.*.labels': pool('node_config.labels'),
  'nodePools.*.taints.*.key': pool('node_config.taint.key'),
  'nodePools.*.taints.*.value': pool('node_config.taint.value'),
  'nodePools.*.taints.*.effect': pool('node_config.taint.effect'),
  'systemPool.size': emulated(
    'google_container_node_pool.node_config.machine_type',
    'a pool with the taint components.gke.io/gke-managed-components, which only the components of GKE tolerate; they may also run elsewhere',
  ),
  'systemPool.sku': pool('node_config.machine_type'),
  'systemPool.min': pool('autoscaling.total_min_node_count; node_count when equal to max'),
  'systemPool.max': pool('autoscaling.total_max_node_count; node_count when equal to min'),
  'systemPool.diskGiB': pool('node_config.disk_size_gb'),
  'apiAccess.publicCidrs': native(
    'google_container_cluster.private_cluster_config.enable_private_endpoint, master_authorized_networks_config.cidr_blocks',
  ),
  'apiAccess.byName': native(
    'google_container_cluster.control_plane_endpoints_config.dns_endpoint_config.allow_external_traffic, an endpoint that IAM alone guards',
  ),
  administrators: native('google_project_iam_member roles/container.admin, with a condition on this cluster'),
  'access.*.role': native('kubernetes_role_binding_v1.role_ref, kubernetes_cluster_role_binding_v1.role_ref'),
  'access.*.namespaces': native('kubernetes_role_binding_v1, kubernetes_cluster_role_binding_v1'),
  'access.*.members': native(
    'google_project_iam_member, kubernetes_role_binding_v1.subject, kubernetes_cluster_role_binding_v1.subject',
  ),
  serviceCidr: native('google_container_cluster.ip_allocation_policy, a secondary range of the subnetwork of nodes'),
  'logs.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  'logs.containers': native(
    'google_container_cluster.logging_config.enable_components WORKLOADS, google_logging_project_sink',
  ),
  'logs.containers.retentionDays': native('google_logging_project_bucket_config.retention_days'),
  'logs.containers.excludeNamespaces': native('google_logging_project_sink.filter'),
  encryptionKey: native(
    'google_container_cluster.database_encryption, google_container_node_pool.node_config.boot_disk_kms_key',
  ),
  workloadIdentity: native(
    'google_container_cluster.workload_identity_config, google_container_node_pool.node_config.workload_metadata_config',
  ),
  'maintenanceWindow.day': native('google_container_cluster.maintenance_policy.recurring_window.recurrence'),
  'maintenanceWindow.start': native('google_container_cluster.maintenance_policy.recurring_window.start_time'),
  'maintenanceWindow.hours': emulated(
    'google_container_cluster.maintenance_policy.recurring_window.end_time',
    'at least 12 hours: GKE requires 48 hours in 32 days, which are only sure to contain four of any weekday',
  ),
  upgradeChannel: native('google_container_cluster.release_channel.channel'),
  deletionProtection: native('google_container_cluster.deletion_protection'),
};
