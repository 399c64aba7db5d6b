/** "Kubernetes Configuration" of the design. */
import { differs, done, hosts, row, type Trace } from '../../../index';
import { domainsOf } from '../base';
import { azurePools } from './pools';

const inNamespace = (name: string) => ({
  [`Namespace.${name}.metadata.labels."pod-security.kubernetes.io/enforce"`]: 'restricted',
  'Rollout."dzinza-api".metadata.namespace': name,
});

export const cluster: Trace['rows'] = [
  row(
    '41',
    'the name dzinza-production',
    done({
      aws: { 'aws_eks_cluster.cluster.name': 'dzinza-production' },
      google: { 'google_container_cluster.cluster.name': 'dzinza-production-cluster' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.name': 'dzinza-production-cluster' },
    }),
  ),
  row(
    '42',
    'us-west-2, and its neighbours on the other clouds',
    done({
      aws: { 'provider.aws[0].region': 'us-west-2' },
      google: { 'google_container_cluster.cluster.location': 'us-west1' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.location': 'westus2' },
    }),
  ),
  row(
    '43',
    'Kubernetes 1.27',
    differs('no cloud offers it any more: 1.35', {
      aws: { 'aws_eks_cluster.cluster.version': '1.35' },
      google: { 'google_container_cluster.cluster.min_master_version': '1.35' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.kubernetes_version': '1.35' },
    }),
  ),
  row(
    '46',
    'the name worker-nodes',
    differs('AKS takes no hyphens in names of pools: workers', {
      aws: { 'aws_eks_node_group.cluster_pool_workers.labels.pool': 'workers' },
      google: { 'google_container_node_pool.cluster_pool_workers.node_config.labels.pool': 'workers' },
      azurerm: { [`${azurePools('workers')}.node_labels.pool`]: ['workers', 'workers', 'workers'] },
    }),
  ),
  row(
    '47',
    't3.medium',
    done({
      aws: { 'aws_launch_template.cluster_pool_workers_launch_template.instance_type': 't3.medium' },
      // e2-medium has too little CPU for GKE's own pods.
      google: { 'google_container_node_pool.cluster_pool_workers.node_config.machine_type': 'e2-standard-2' },
      azurerm: { 'azurerm_kubernetes_cluster_node_pool.cluster_pool_workers_1.vm_size': 'Standard_B2ls_v2' },
    }),
  ),
  row(
    '48-50',
    'three workers, between two and ten',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_workers.scaling_config.[min_size, max_size]': [2, 10],
        "ends_with(aws_eks_node_group.cluster_pool_workers.scaling_config.desired_size, ', 3)))}')": true,
      },
      google: {
        'google_container_node_pool.cluster_pool_workers.[initial_node_count, length(node_locations)]': [1, 3],
        'google_container_node_pool.cluster_pool_workers.autoscaling.[total_min_node_count, total_max_node_count]': [
          2, 10,
        ],
      },
      azurerm: {
        [`sum(${azurePools('workers')}.node_count)`]: 3,
        [`sum(${azurePools('workers')}.min_count)`]: 2,
        [`sum(${azurePools('workers')}.max_count)`]: 10,
      },
    }),
  ),
  row(
    '51',
    'disks of 20 GiB',
    done({
      aws: {
        'aws_launch_template.cluster_pool_workers_launch_template.block_device_mappings[0].ebs.volume_size': 20,
      },
      google: { 'google_container_node_pool.cluster_pool_workers.node_config.disk_size_gb': 20 },
      because: 'Azure has none below 30 GiB: see the next row',
    }),
  ),
  row(
    '51',
    'disks of 20 GiB on Azure',
    differs('AKS takes none below 30 GiB', {
      azurerm: { [`${azurePools('workers')}.os_disk_size_gb`]: [30, 30, 30] },
      because: 'the other clouds have them',
    }),
  ),
  row(
    '52-53',
    'no SSH',
    done({
      aws: {
        'aws_eks_node_group.*.remote_access | length(@)': 0,
        'aws_launch_template.*.key_name | length(@)': 0,
      },
      google: {
        'values(google_container_node_pool)[].node_config.metadata[]."ssh-keys" | length(@)': 0,
        'values(google_container_node_pool)[].network_config.enable_private_nodes': [true, true, true],
        'google_compute_firewall.network_firewall_deny.[source_ranges, deny[0].protocol]': [['0.0.0.0/0'], 'all'],
      },
      azurerm: {
        "azurerm_kubernetes_cluster.cluster.linux_profile || 'none'": 'none',
        'values(azurerm_kubernetes_cluster_node_pool)[?node_public_ip_enabled] | length(@)': 0,
      },
    }),
  ),
  row('57', 'the namespace production', done({ cluster: inNamespace('production') })),
  row('58', 'the namespace staging, in a cluster of its own', done({ in: 'staging', cluster: inNamespace('staging') })),
  row(
    '59',
    'the namespace monitoring',
    done({ cluster: { 'charts.[monitoring, tempo][].namespace': ['monitoring', 'monitoring'] } }),
  ),
  row(
    '60',
    'ingress-nginx',
    differs('ended in March 2026: Envoy Gateway, by the Gateway API', {
      cluster: {
        'charts."envoy-gateway".namespace': 'gateway',
        'Gateway.public.spec.listeners[].[name, port]': [['edge', 443]],
        'values(HTTPRoute)[].spec.parentRefs[].[name, namespace, sectionName] | [?@ != `["public", "gateway", "edge"]`]':
          [],
        'values(HTTPRoute)[].spec.hostnames[]': hosts(domainsOf('production'), '@', 'api', 'grafana'),
      },
    }),
  ),
];
