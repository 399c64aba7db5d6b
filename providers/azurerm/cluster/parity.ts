/** How Azure supports the properties of a cluster. */
import type { ClusterProps } from '../../../constructs/cluster/schema';
import { emulated, except, native, type ParityOf, unsupported } from '../../../core/parity';
import { retentionExceptions } from '../shared/logs';

const CLUSTER = 'azurerm_kubernetes_cluster';
const POOL = 'azurerm_kubernetes_cluster_node_pool';
const SHARED = 'one pool per zone, among which the total is divided';
const MIN_DISK_GIB = 30;
const MAX_DISK_GIB = 2048;
const DISK_SIZES = except(
  `less than ${MIN_DISK_GIB} or more than ${MAX_DISK_GIB}`,
  (gib: number) => gib < MIN_DISK_GIB || gib > MAX_DISK_GIB,
  `nodes of AKS boot from disks of ${MIN_DISK_GIB}–${MAX_DISK_GIB} GiB`,
  'take a size in between',
);

export const parity: ParityOf<ClusterProps> = {
  version: emulated(
    `${CLUSTER}.kubernetes_version, orchestrator_version of the pools`,
    'at creation only where upgradeChannel is "stable", because AKS then upgrades it automatically',
  ),
  'nodePools.*.size': native(`${POOL}.vm_size`),
  'nodePools.*.sku': native(`${POOL}.vm_size`),
  'nodePools.*.min': emulated(`${POOL}.min_count`, SHARED),
  'nodePools.*.max': emulated(`${POOL}.max_count`, SHARED),
  'nodePools.*.desired': emulated(`${POOL}.node_count`, SHARED),
  'nodePools.*.diskGiB': native(`${POOL}.os_disk_size_gb, os_disk_type`, DISK_SIZES),
  'nodePools.*.spot': native(`${POOL}.priority, eviction_policy, spot_max_price`),
  'nodePools.*.labels': native(`${POOL}.node_labels`),
  'nodePools.*.taints.*.key': native(`${POOL}.node_taints`),
  'nodePools.*.taints.*.value': native(
    `${POOL}.node_taints`,
    except(
      'empty',
      (value: string) => value === '',
      'AKS takes taints as key=value:effect',
      'give it a value, such as "true"',
    ),
  ),
  'nodePools.*.taints.*.effect': native(`${POOL}.node_taints`),
  'systemPool.size': native(`${CLUSTER}.default_node_pool.vm_size`),
  'systemPool.sku': native(`${CLUSTER}.default_node_pool.vm_size`),
  'systemPool.min': native(`${CLUSTER}.default_node_pool.min_count`),
  'systemPool.max': native(`${CLUSTER}.default_node_pool.max_count`),
  'systemPool.diskGiB': native(`${CLUSTER}.default_node_pool.os_disk_size_gb, os_disk_type`, DISK_SIZES),
  'apiAccess.publicCidrs': native(
    `${CLUSTER}.private_cluster_enabled, api_server_access_profile.authorized_ip_ranges; changing from none to some, or back, replaces the cluster`,
  ),
  'apiAccess.byName': unsupported(
    "a private API's name leads to its private address",
    'leave it out for Azure, and call the API from the network, or give publicCidrs',
  ),
  administrators: native(
    `${CLUSTER}.azure_active_directory_role_based_access_control.admin_group_object_ids, azurerm_role_assignment`,
  ),
  'access.*.role': native('kubernetes_role_binding_v1.role_ref, kubernetes_cluster_role_binding_v1.role_ref'),
  'access.*.namespaces': native('kubernetes_role_binding_v1, kubernetes_cluster_role_binding_v1'),
  'access.*.members': native(
    'azurerm_role_assignment: Azure Kubernetes Service Cluster User Role, kubernetes_role_binding_v1.subject, kubernetes_cluster_role_binding_v1.subject',
  ),
  serviceCidr: native(`${CLUSTER}.network_profile.service_cidr, dns_service_ip`),
  'logs.retentionDays': native(
    'azurerm_monitor_diagnostic_setting, azurerm_log_analytics_workspace.retention_in_days, azurerm_log_analytics_workspace_table',
    ...retentionExceptions,
  ),
  'logs.containers': native(
    `${CLUSTER}.oms_agent, azurerm_monitor_data_collection_rule for Microsoft-ContainerLogV2, azurerm_log_analytics_workspace`,
  ),
  'logs.containers.retentionDays': native(
    'azurerm_log_analytics_workspace_table.retention_in_days',
    ...retentionExceptions,
  ),
  'logs.containers.excludeNamespaces': native(
    'azurerm_monitor_data_collection_rule.data_sources.extension.extension_json, namespaces',
  ),
  encryptionKey: emulated(
    `${CLUSTER}.key_management_service, azurerm_disk_encryption_set`,
    'disks follow the rotation of the key; secrets keep the version that the cluster was created with, until a person changes it and rewrites them',
  ),
  workloadIdentity: native(
    `${CLUSTER}.workload_identity_enabled; the issuer of tokens, oidc_issuer_enabled, is always on, because AKS cannot turn it off`,
  ),
  'maintenanceWindow.day': native(
    `${CLUSTER}.maintenance_window_auto_upgrade, maintenance_window_node_os: day_of_week`,
  ),
  'maintenanceWindow.start': native(
    `${CLUSTER}.maintenance_window_auto_upgrade, maintenance_window_node_os: start_time`,
  ),
  'maintenanceWindow.hours': emulated(
    `${CLUSTER}.maintenance_window_auto_upgrade, maintenance_window_node_os: duration`,
    'at least 4 hours, the shortest window that AKS takes',
  ),
  upgradeChannel: emulated(
    `${CLUSTER}.automatic_upgrade_channel, ${CLUSTER}.support_plan, ${CLUSTER}.sku_tier`,
    '"regular" is the channel "patch" of AKS, "stable" its "stable" (the second newest minor version), "extended" its long-term support at the Premium tier',
  ),
  deletionProtection: emulated(
    `${CLUSTER}.lifecycle.prevent_destroy`,
    'AKS has no deletion protection, and a lock would cover pools too, so that none could get a successor: Terraform refuses to delete the cluster, other tools do not',
  ),
};
