/** "Infrastructure as Code" of the design: its modules, and what differs between environments. */
import { done, open, row, type Trace } from '../../../index';
import { firewall, https, rateLimit, stagingFirewall } from './edge';
import { azurePools } from './pools';

export const modules: Trace['rows'] = [
  row(
    '67-70',
    'a network by environment',
    done(
      {
        aws: { 'aws_vpc.network.cidr_block': '10.0.0.0/16' },
        google: { 'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.0.0.0/17' },
        azurerm: { 'azurerm_virtual_network.network.address_space': ['10.0.0.0/16'] },
      },
      {
        in: 'staging',
        aws: { 'aws_vpc.network.cidr_block': '10.1.0.0/16' },
        google: { 'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.1.0.0/17' },
        azurerm: { 'azurerm_virtual_network.network.address_space': ['10.1.0.0/16'] },
      },
      {
        in: 'development',
        aws: { 'aws_vpc.network.cidr_block': '10.2.0.0/16' },
        google: { 'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.2.0.0/17' },
        azurerm: { 'azurerm_virtual_network.network.address_space': ['10.2.0.0/16'] },
      },
    ),
  ),
  row(
    '72-76',
    'a cluster in its private subnets',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_workers.subnet_ids': [1, 2, 3].map(
          (zone) => `\${aws_subnet.network_private_${zone}.id}`,
        ),
      },
      google: {
        'google_container_cluster.cluster.subnetwork': '${google_compute_subnetwork.network_private_1.id}',
      },
      azurerm: {
        [`${azurePools('workers')}.vnet_subnet_id`]: [1, 2, 3].map(
          (zone) => `\${azurerm_subnet.network_private_${zone}.id}`,
        ),
      },
    }),
  ),
  row(
    '78-82',
    'a database in its database subnets',
    done({
      aws: {
        'aws_db_subnet_group.postgres_subnets.subnet_ids': [1, 2, 3].map(
          (zone) => `\${aws_subnet.network_database_${zone}.id}`,
        ),
      },
      google: {
        'google_sql_database_instance.postgres.settings.ip_configuration.[private_network, allocated_ip_range]': [
          '${google_compute_network.network.id}',
          'dzinza-production-network-database-services',
        ],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.delegated_subnet_id': '${azurerm_subnet.network_database_1.id}',
      },
    }),
  ),
];

export const environments: Trace['rows'] = [
  row(
    '86',
    'development: one node for all workloads',
    done({
      in: 'development',
      aws: { 'aws_eks_node_group.*.scaling_config': [{ desired_size: 1, min_size: 1, max_size: 1 }] },
      google: { 'google_container_node_pool.*.[node_count, length(node_locations)]': [[1, 1]] },
      azurerm: { 'sum(values(azurerm_kubernetes_cluster_node_pool)[*].node_count)': 1 },
    }),
  ),
  row('86', "development: no nodes beside it, as AKS' own two", open('Cluster.systemPool.shared')),
  row(
    '86',
    'development: reduced resources',
    done({
      in: 'development',
      aws: {
        'aws_db_instance.postgres.[instance_class, multi_az]': ['db.t4g.medium', false],
        'aws_elasticache_replication_group.redis.num_cache_clusters': 1,
        'length(keys(aws_nat_gateway))': 1,
      },
      google: {
        'google_sql_database_instance.postgres.settings.[tier, availability_type]': ['db-custom-2-4096', 'ZONAL'],
        'google_redis_instance.redis.tier': 'BASIC',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.[sku_name, high_availability]': ['B_Standard_B2s', null],
        'azurerm_managed_redis.redis.high_availability_enabled': false,
        'length(keys(azurerm_nat_gateway))': 1,
      },
      cluster: { 'Deployment.["dzinza-api", "dzinza-web"][].spec.replicas': [1, 1] },
    }),
  ),
  row(
    '87',
    'staging: like production',
    done({ ...stagingFirewall, in: 'staging' }, https('staging'), {
      in: 'staging',
      aws: {
        'length(keys(aws_subnet))': 9,
        'aws_db_instance.postgres.multi_az': true,
        'aws_elasticache_replication_group.redis.num_cache_clusters': 2,
      },
      google: {
        'google_sql_database_instance.postgres.settings.availability_type': 'REGIONAL',
        'google_redis_instance.redis.tier': 'STANDARD_HA',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.high_availability.mode': 'ZoneRedundant',
        'azurerm_managed_redis.redis.high_availability_enabled': true,
      },
      cluster: {
        'PeerAuthentication."staging/default".spec.mtls.mode': 'STRICT',
        'Rollout."dzinza-api".spec.strategy.blueGreen.activeService': 'dzinza-api',
        'charts.[monitoring, tempo][].namespace': ['monitoring', 'monitoring'],
      },
    }),
  ),
  row(
    '87',
    'staging: smaller instances',
    done({
      in: 'staging',
      aws: {
        'aws_launch_template.cluster_pool_platform_launch_template.instance_type': 'm6i.large',
        'aws_db_instance.postgres.instance_class': 'db.t4g.medium',
      },
      google: {
        'google_container_node_pool.cluster_pool_platform.node_config.machine_type': 'e2-standard-2',
        'google_sql_database_instance.postgres.settings.tier': 'db-custom-2-4096',
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_platform_1.vm_size': 'Standard_D2as_v5',
        'azurerm_postgresql_flexible_server.postgres.sku_name': 'GP_Standard_D2ds_v5',
      },
    }),
  ),
  row(
    '88',
    'production: several zones',
    done({
      aws: {
        'length(keys(aws_nat_gateway))': 3,
        'length(aws_eks_node_group.cluster_pool_workers.subnet_ids)': 3,
        'aws_db_instance.postgres.multi_az': true,
        'aws_elasticache_replication_group.redis.multi_az_enabled': true,
      },
      google: {
        'length(google_container_cluster.cluster.node_locations)': 3,
        'google_sql_database_instance.postgres.settings.availability_type': 'REGIONAL',
        'google_redis_instance.redis.tier': 'STANDARD_HA',
      },
      azurerm: {
        [`${azurePools('workers')}.zones[]`]: ['1', '2', '3'],
        'azurerm_nat_gateway.*.sku_name': ['StandardV2'],
        'azurerm_postgresql_flexible_server.postgres.high_availability.mode': 'ZoneRedundant',
        'azurerm_managed_redis.redis.high_availability_enabled': true,
      },
      cluster: {
        'Rollout."dzinza-api".spec.template.spec.topologySpreadConstraints[*].topologyKey': [
          'topology.kubernetes.io/zone',
        ],
      },
    }),
  ),
  row(
    '88',
    'production: what serves people scales',
    done({
      cluster: {
        'HorizontalPodAutoscaler.["dzinza-api-hpa", "dzinza-web"][].spec.[minReplicas, maxReplicas]': [
          [3, 20],
          [2, 10],
        ],
        'EnvoyProxy.public.spec.provider.kubernetes.envoyHpa.[minReplicas, maxReplicas]': [2, 5],
      },
    }),
  ),
  row('88', 'production: full security, from the firewall on', done(firewall, rateLimit, https('production'))),
];
