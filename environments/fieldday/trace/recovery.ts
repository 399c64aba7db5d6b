/** Rows of "Disaster Recovery". */
import { contains, differs, done, has, row } from '../../../index';

/** The replica in the second region. */
const standingBy = {
  in: 'production-r',
  aws: {
    'provider.aws[0].region': 'us-west-2',
    'aws_db_instance.postgres.replicate_source_db':
      'arn:aws:rds:us-east-1:777788889999:db:fieldday-production-postgres',
  },
  google: {
    'google_sql_database_instance.postgres.[region, master_instance_name]': [
      'us-west1',
      'fieldday-production-postgres',
    ],
  },
  azurerm: {
    'azurerm_postgresql_flexible_server.postgres.[location, create_mode]': ['centralus', 'Replica'],
    'azurerm_postgresql_flexible_server.postgres.source_server_id': contains(
      'flexibleServers/fieldday-production-postgres',
    ),
  },
};

export const recovery = [
  row(
    '204',
    'daily snapshots of the database, for 30 days, with copies in the second region',
    done({
      aws: {
        'aws_db_instance.postgres.backup_retention_period': 30,
        'aws_db_instance_automated_backups_replication.postgres_backup_copy.[region, retention_period]': [
          'us-west-2',
          30,
        ],
      },
      google: {
        'google_sql_database_instance.postgres.settings.backup_configuration.backup_retention_settings.retained_backups': 30,
        'google_sql_database_instance.postgres.settings.backup_configuration.location': 'us-west1',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 30,
        'azurerm_postgresql_flexible_server.postgres.geo_redundant_backup_enabled': true,
      },
    }),
  ),
  row(
    '205',
    'Redis: append-only file with replication',
    differs(
      'Azure has both; ElastiCache and Memorystore for Redis have no append-only file beside replicas: snapshots there',
      {
        aws: {
          'aws_elasticache_replication_group.redis.snapshot_retention_limit': 7,
          'aws_elasticache_replication_group.redis.[num_cache_clusters, multi_az_enabled]': [2, true],
        },
        google: {
          'google_redis_instance.redis.persistence_config.[persistence_mode, rdb_snapshot_period]': [
            'RDB',
            'TWENTY_FOUR_HOURS',
          ],
          'google_redis_instance.redis.replica_count': 1,
        },
        azurerm: {
          'azurerm_managed_redis.redis.default_database.persistence_append_only_file_backup_frequency': '1s',
          'azurerm_managed_redis.redis.high_availability_enabled': true,
        },
      },
    ),
  ),
  row(
    '206',
    'buckets are copied to the second region',
    done({
      aws: {
        'aws_s3_bucket_replication_configuration.[assets_replication, media_replication, events_replication][].rule[].status':
          ['Enabled', 'Enabled', 'Enabled'],
        'aws_s3_bucket.[assets_replica, media_replica, events_replica][].provider': [
          'aws.secondary',
          'aws.secondary',
          'aws.secondary',
        ],
        [`provider.aws[?alias == 'secondary'].region`]: ['us-west-2'],
      },
      google: {
        'google_storage_transfer_job.[assets_replication_transfer_job, media_replication_transfer_job, events_replication_transfer_job][].status':
          ['ENABLED', 'ENABLED', 'ENABLED'],
        'google_storage_bucket.[assets_replication, media_replication, events_replication][].location': [
          'us-west1',
          'us-west1',
          'us-west1',
        ],
      },
      azurerm: {
        'azurerm_storage_object_replication.[assets_replication, media_replication, events_replication][].rules[].copy_blobs_created_after':
          ['Everything', 'Everything', 'Everything'],
        'azurerm_storage_account.[assets_replica, media_replica, events_replica][].location': [
          'centralus',
          'centralus',
          'centralus',
        ],
      },
    }),
  ),
  row(
    '210, 211',
    'critical services are back within an hour, others within four',
    differs(
      'by hand, as `triptych runbook` tells: its steps take 90 minutes or more with what stands by in the second region, 30 of them until people have decided, and synthesis refuses an objective below that',
      {
        in: 'production-r',
        aws: { 'aws_eks_cluster.cluster.name': 'fieldday-production-r' },
        google: { 'google_container_cluster.cluster.location': 'us-west1' },
        azurerm: { 'azurerm_kubernetes_cluster.cluster.location': 'centralus' },
        cluster: { 'keys(charts)': has('monitoring', 'istiod', 'keda'), 'Rollout."fieldday-api"': null },
      },
    ),
  ),
  row(
    '215',
    'transactions of the last five minutes may be lost: any second can be restored, and a replica is in the second region',
    done(
      {
        aws: { 'aws_db_instance.postgres.backup_retention_period': 30 },
        google: {
          'google_sql_database_instance.postgres.settings.backup_configuration.[point_in_time_recovery_enabled, transaction_log_retention_days]':
            [true, 7],
        },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 30 },
      },
      standingBy,
    ),
  ),
  row(
    '216',
    'analytics of the last hour may be lost: they are in the same database, and their archive is a bucket with old versions and a copy',
    done(standingBy, {
      aws: {
        'aws_s3_bucket_versioning.events_versioning.versioning_configuration.status': 'Enabled',
        'aws_s3_bucket_replication_configuration.events_replication.rule[0].status': 'Enabled',
      },
      google: {
        'google_storage_bucket.events.versioning.enabled': true,
        'google_storage_transfer_job.events_replication_transfer_job.status': 'ENABLED',
      },
      azurerm: {
        'azurerm_storage_account.events.blob_properties.versioning_enabled': true,
        'azurerm_storage_object_replication.events_replication.rules[0].copy_blobs_created_after': 'Everything',
      },
    }),
  ),
];
