/** "Resource Requirements" of the design. */
import { differs, done, row, type Trace } from '../../../index';

export const resources: Trace['rows'] = [
  row(
    '68',
    'three nodes of 4 vCPU, 16 GB and 100 GB for the control plane',
    differs('no cloud sells nodes for it: they are for the components of the cluster, and no workload runs there', {
      aws: {
        'aws_eks_node_group.cluster_pool_system.scaling_config': { desired_size: 3, min_size: 3, max_size: 3 },
        'aws_launch_template.cluster_pool_system_launch_template.[instance_type, block_device_mappings[0].ebs.volume_size]':
          ['m6i.xlarge', 100],
      },
      google: {
        // One in each of three zones.
        'google_container_node_pool.cluster_pool_system.[node_count, length(node_locations)]': [1, 3],
        'google_container_node_pool.cluster_pool_system.node_config.[machine_type, disk_size_gb]': [
          'e2-standard-4',
          100,
        ],
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.default_node_pool.[node_count, vm_size, os_disk_size_gb]': [
          3,
          'Standard_D4as_v5',
          100,
        ],
      },
    }),
  ),
  row(
    '69',
    'ten nodes of 8 vCPU, 32 GB and 200 GB for services',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_apps.scaling_config.min_size': 10,
        'aws_launch_template.cluster_pool_apps_launch_template.[instance_type, block_device_mappings[0].ebs.volume_size]':
          ['m6i.2xlarge', 200],
      },
      google: {
        'google_container_node_pool.cluster_pool_apps.autoscaling.total_min_node_count': 10,
        'google_container_node_pool.cluster_pool_apps.node_config.[machine_type, disk_size_gb]': ['e2-standard-8', 200],
      },
      azurerm: {
        'sum(azurerm_kubernetes_cluster_node_pool.[cluster_pool_apps_1, cluster_pool_apps_2, cluster_pool_apps_3][].node_count)': 10,
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_apps_1.[vm_size, os_disk_size_gb]': [
          'Standard_D8as_v5',
          200,
        ],
      },
    }),
  ),
  row(
    '69',
    'services may request what these nodes have',
    done({
      cluster: {
        'ResourceQuota."platform-apps/quota".spec.hard': { 'requests.cpu': '80', 'requests.memory': '320Gi' },
        'Rollout."data-platform-auth".spec.template.spec.nodeSelector': { pool: 'apps' },
      },
    }),
  ),
  row(
    '70',
    'five nodes of 16 vCPU and 64 GB for data',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_data.scaling_config.min_size': 5,
        'aws_launch_template.cluster_pool_data_launch_template.instance_type': 'm6i.4xlarge',
      },
      google: {
        'google_container_node_pool.cluster_pool_data.autoscaling.total_min_node_count': 5,
        'google_container_node_pool.cluster_pool_data.node_config.machine_type': 'e2-standard-16',
      },
      azurerm: {
        'sum(azurerm_kubernetes_cluster_node_pool.[cluster_pool_data_1, cluster_pool_data_2, cluster_pool_data_3][].node_count)': 5,
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_data_1.vm_size': 'Standard_D16as_v5',
      },
    }),
  ),
  row(
    '70',
    'data alone runs on them',
    done({
      cluster: {
        'ClickHouseInstallation."data-platform-analytics".spec.templates.podTemplates[0].spec.[nodeSelector.pool, tolerations[0].value]':
          ['data', 'data'],
        'KafkaNodePool."events-brokers".spec.template.pod.tolerations[0].value': 'data',
      },
      aws: {
        'aws_eks_node_group.cluster_pool_data.taint[0].[key, value, effect]': ['workload', 'data', 'NO_SCHEDULE'],
      },
      google: { 'google_container_node_pool.cluster_pool_data.node_config.taint[0].value': 'data' },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_data_1.node_taints': ['workload=data:NoSchedule'],
      },
    }),
  ),
  row(
    '70',
    '2 TB of storage for each of them',
    differs('a node’s own disk is lost with the node: data is on volumes, 10 TB in all', {
      cluster: {
        'ResourceQuota."platform-data/quota".spec.hard."requests.storage"': '10000Gi',
        'ClickHouseInstallation."data-platform-analytics".spec.templates.volumeClaimTemplates[0].spec.resources.requests.storage':
          '2000Gi',
        'KafkaNodePool."events-brokers".spec.storage.volumes[0].size': '1000Gi',
      },
    }),
  ),
  row(
    '71',
    '18 nodes in total',
    done({
      aws: { 'sum(values(aws_eks_node_group)[].scaling_config.min_size)': 18 },
      google: {
        'sum(values(google_container_node_pool)[].autoscaling.total_min_node_count)': 15,
        'google_container_node_pool.cluster_pool_system.[node_count, length(node_locations)]': [1, 3],
      },
      azurerm: {
        'sum(values(azurerm_kubernetes_cluster_node_pool)[].node_count)': 15,
        'azurerm_kubernetes_cluster.cluster.default_node_pool.node_count': 3,
      },
    }),
  ),
  row(
    '71',
    '148 vCPU, 464 GB and 12 TB in total',
    differs('the rows of the table add up to 172 vCPU, 688 GB and 12.3 TB, and those count'),
  ),
  row(
    '77-79',
    'us-east-1, us-central1, eastus',
    done({
      aws: { 'provider.aws[0].region': 'us-east-1' },
      google: { 'provider.google[0].region': 'us-central1' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.location': 'eastus' },
    }),
  ),
  row(
    '77-79',
    'about 12,000, 11,500 and 12,500 dollars a month',
    done({
      aws: { 'aws_budgets_budget.budget_month.limit_amount': '12000' },
      google: { 'google_billing_budget.budget_month.amount.specified_amount.units': '11500' },
      azurerm: { 'azurerm_consumption_budget_subscription.budget_month.amount': 12500 },
    }),
  ),
];
