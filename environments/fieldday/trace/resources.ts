/** Evidence of what the design names twice: as a resource and as a module of Terraform. */
import { done } from '../../../index';

export const network = done({
  aws: { 'aws_vpc.network.cidr_block': '10.30.0.0/16' },
  google: {
    'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.30.0.0/17',
    'google_compute_network.network.auto_create_subnetworks': false,
  },
  azurerm: { 'azurerm_virtual_network.network.address_space': ['10.30.0.0/16'] },
});

export const cluster = done({
  aws: {
    'aws_eks_cluster.cluster.version': '1.35',
    'aws_eks_cluster.cluster.vpc_config.endpoint_public_access': false,
    'aws_eks_node_group.cluster_pool_main.scaling_config.[min_size, max_size]': [3, 12],
  },
  google: {
    'google_container_cluster.cluster.min_master_version': '1.35',
    'google_container_node_pool.cluster_pool_main.autoscaling.[total_min_node_count, total_max_node_count]': [3, 12],
  },
  azurerm: {
    'azurerm_kubernetes_cluster.cluster.kubernetes_version': '1.35',
    'azurerm_kubernetes_cluster.cluster.private_cluster_enabled': true,
    // A pool a zone.
    'azurerm_kubernetes_cluster_node_pool.[cluster_pool_main_1, cluster_pool_main_2, cluster_pool_main_3][].[min_count, max_count]':
      [
        [1, 4],
        [1, 4],
        [1, 4],
      ],
  },
});

export const postgres = done({
  aws: {
    'aws_db_instance.postgres.[engine, engine_version]': ['postgres', '17'],
    'aws_db_instance.postgres.multi_az': true,
    'aws_db_instance.postgres.storage_encrypted': true,
    'aws_db_instance.postgres.[allocated_storage, max_allocated_storage]': [100, 500],
  },
  google: {
    'google_sql_database_instance.postgres.database_version': 'POSTGRES_17',
    'google_sql_database_instance.postgres.settings.availability_type': 'REGIONAL',
    'google_sql_database_instance.postgres.settings.[disk_size, disk_autoresize_limit]': [100, 500],
  },
  azurerm: {
    'azurerm_postgresql_flexible_server.postgres.version': '17',
    'azurerm_postgresql_flexible_server.postgres.high_availability.mode': 'ZoneRedundant',
    // Disks come in steps: 128 GiB.
    "azurerm_postgresql_flexible_server.postgres.contains(storage_mb, '131072')": true,
  },
});

export const redis = done({
  aws: {
    'aws_elasticache_replication_group.redis.[engine, engine_version]': ['redis', '7.1'],
    'aws_elasticache_replication_group.redis.num_cache_clusters': 2,
    'aws_elasticache_replication_group.redis.automatic_failover_enabled': true,
    'aws_elasticache_replication_group.redis.transit_encryption_enabled': true,
  },
  google: {
    'google_redis_instance.redis.redis_version': 'REDIS_7_2',
    'google_redis_instance.redis.[tier, replica_count]': ['STANDARD_HA', 1],
    'google_redis_instance.redis.transit_encryption_mode': 'SERVER_AUTHENTICATION',
  },
  azurerm: {
    'azurerm_managed_redis.redis.high_availability_enabled': true,
    'azurerm_managed_redis.redis.default_database.client_protocol': 'Encrypted',
  },
});

export const buckets = done({
  aws: {
    'keys(aws_s3_bucket) | contains(@, `"assets"`) && contains(@, `"media"`) && contains(@, `"events"`)': true,
    'aws_s3_bucket_public_access_block.media_public_access_block.restrict_public_buckets': true,
    'aws_s3_bucket_server_side_encryption_configuration.media_encryption.rule[0].apply_server_side_encryption_by_default.sse_algorithm':
      'aws:kms',
  },
  google: {
    'google_storage_bucket.[assets, media, events][].public_access_prevention': ['inherited', 'enforced', 'enforced'],
    'google_storage_bucket.[assets, media, events][].versioning.enabled': [true, true, true],
  },
  azurerm: {
    'azurerm_storage_account.[assets, media, events][].allow_nested_items_to_be_public': [true, false, false],
    'azurerm_storage_account.[assets, media, events][].blob_properties.versioning_enabled': [true, true, true],
  },
});
