import type { ManagedRedisProps } from '../../../constructs/managed-redis/schema';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<ManagedRedisProps> = {
  engine: native('aws_elasticache_replication_group.engine'),
  version: native('aws_elasticache_replication_group.engine_version, aws_elasticache_parameter_group.family'),
  size: native('aws_elasticache_replication_group.node_type'),
  sku: native('aws_elasticache_replication_group.node_type'),
  replicas: native(
    'aws_elasticache_replication_group.num_cache_clusters or replicas_per_node_group, automatic_failover_enabled, multi_az_enabled',
  ),
  shards: native('aws_elasticache_replication_group.num_node_groups, cluster_mode'),
  authentication: native(
    'aws_elasticache_user_group; token, and the exporter, AWS::ElastiCache::User by aws_cloudformation_stack; identity aws_elasticache_user',
  ),
  'credentials.rotationDays': native("time_rotating of the secret's version"),
  'persistence.mode': native(
    'aws_elasticache_replication_group.snapshot_retention_limit',
    except(
      'append-only',
      (mode: string) => mode === 'append-only',
      'ElastiCache writes no append-only file in replication groups',
      'take "snapshots", and replicas to survive the loss of a node',
    ),
  ),
  'persistence.retentionDays': native('aws_elasticache_replication_group.snapshot_retention_limit'),
  'persistence.start': native('aws_elasticache_replication_group.snapshot_window'),
  restore: native('aws_elasticache_replication_group.snapshot_name, snapshot_arns'),
  evictionPolicy: native('aws_elasticache_parameter_group.parameter maxmemory-policy'),
  'maintenanceWindow.day': native('aws_elasticache_replication_group.maintenance_window'),
  'maintenanceWindow.start': native('aws_elasticache_replication_group.maintenance_window'),
  'maintenanceWindow.hours': native('aws_elasticache_replication_group.maintenance_window'),
  logs: native('aws_elasticache_replication_group.log_delivery_configuration'),
  'logs.retentionDays': native('aws_cloudwatch_log_group.retention_in_days'),
  encryptionKey: native('aws_elasticache_replication_group.kms_key_id'),
  deletionProtection: emulated(
    'aws_elasticache_replication_group.lifecycle.prevent_destroy',
    'ElastiCache has no deletion protection: Terraform refuses to delete the store, other tools do not',
  ),
};
