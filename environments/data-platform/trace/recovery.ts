/** "High Availability" and "Disaster Recovery" of the design. */
import { contains, differs, done, notInfrastructure, open, row, type Trace } from '../../../index';

/** Where pods must be, not only should be: in other zones, and on other nodes. */
const APART = [
  { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' },
  { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' },
];
const PLACES = 'topologySpreadConstraints[].{topologyKey: topologyKey, whenUnsatisfiable: whenUnsatisfiable}';
const CLICK_HOUSE = 'ClickHouseInstallation."data-platform-analytics".spec';
const KEEPER = 'ClickHouseKeeperInstallation."data-platform-analytics-keeper".spec';
const KAFKA = 'Kafka."data-platform-events".spec.kafka';
const BROKERS = 'KafkaNodePool."events-brokers".spec';

export const highAvailability: Trace['rows'] = [
  row(
    '170',
    'API services: several replicas, over zones and nodes',
    done({
      cluster: {
        'Rollout.["data-platform-api-gateway", "data-platform-auth", "data-platform-config", "data-platform-connector"][].spec.replicas':
          [3, 3, 3, 3],
        'PodDisruptionBudget."data-platform-auth".spec.minAvailable': 1,
        'Rollout."data-platform-auth".spec.template.spec.topologySpreadConstraints[].topologyKey': [
          'topology.kubernetes.io/zone',
        ],
      },
    }),
  ),
  row(
    '170',
    'API services: RTO 0, by retries',
    done({ cluster: { 'BackendTrafficPolicy.public.spec.retry.numRetries': 2 } }),
  ),
  row(
    '171',
    'PostgreSQL: a primary and two replicas',
    done({
      aws: {
        'aws_db_instance.[postgres_first, postgres_second][].replicate_source_db': [
          '${aws_db_instance.postgres.identifier}',
          '${aws_db_instance.postgres.identifier}',
        ],
      },
      google: {
        'google_sql_database_instance.[postgres_replica_first, postgres_replica_second][].master_instance_name': [
          '${google_sql_database_instance.postgres.name}',
          '${google_sql_database_instance.postgres.name}',
        ],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.[postgres_replica_first, postgres_replica_second][].create_mode': [
          'Replica',
          'Replica',
        ],
      },
    }),
  ),
  row(
    '171',
    'PostgreSQL: RTO 5 minutes and RPO 0, by a synchronous standby',
    done({
      aws: { 'aws_db_instance.postgres.multi_az': true },
      google: { 'google_sql_database_instance.postgres.settings.availability_type': 'REGIONAL' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.high_availability.mode': 'ZoneRedundant' },
    }),
  ),
  row(
    '172',
    'ClickHouse: three servers, each in another zone',
    done({
      cluster: {
        [`${CLICK_HOUSE}.configuration.clusters[0].layout.replicasCount`]: 3,
        [`${CLICK_HOUSE}.templates.podTemplates[0].spec.${PLACES}`]: APART,
      },
    }),
  ),
  row(
    '172',
    'ClickHouse: RTO 10 minutes and RPO 1 minute, by replicas that three keepers coordinate',
    done({
      cluster: {
        [`${KEEPER}.configuration.clusters[0].layout.replicasCount`]: 3,
        [`${KEEPER}.templates.podTemplates[0].spec.${PLACES}`]: APART,
        [`${CLICK_HOUSE}.configuration.clusters[0].pdbMaxUnavailable`]: 1,
      },
    }),
  ),
  row(
    '173',
    'Redis: three nodes',
    differs('Azure’s Redis has one copy at most', {
      aws: { 'aws_elasticache_replication_group.redis.num_cache_clusters': 3 },
      google: { 'google_redis_instance.redis.replica_count': 2 },
      azurerm: { 'azurerm_managed_redis.redis.high_availability_enabled': true },
    }),
  ),
  row(
    '173',
    'Redis: RTO 1 minute, by a copy in another zone that takes over',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.[automatic_failover_enabled, multi_az_enabled]': [true, true],
      },
      google: { 'google_redis_instance.redis.tier': 'STANDARD_HA' },
      azurerm: { 'azurerm_managed_redis.redis.high_availability_enabled': true },
    }),
  ),
  row(
    '173',
    'Redis: RPO 0',
    differs('copies are asynchronous on every cloud: a client that must not lose a write waits for them (WAIT)'),
  ),
  row(
    '174',
    'Kafka: three brokers, three copies of each record',
    done({
      cluster: {
        [`${BROKERS}.replicas`]: 3,
        [`${BROKERS}.template.pod.${PLACES}`]: APART,
        [`${KAFKA}.config."default.replication.factor"`]: 3,
        'KafkaTopic."data-platform-events-jobs".spec.replicas': 3,
      },
    }),
  ),
  row(
    '174',
    'Kafka: RTO 5 minutes and RPO 0, because two copies have a record before its producer gets an answer',
    done({ cluster: { [`${KAFKA}.config."min.insync.replicas"`]: 2 } }),
  ),
];

const BACKUP = 'CronJob."data-platform-analytics-backup".spec';

export const disasterRecovery: Trace['rows'] = [
  row(
    '184',
    'PostgreSQL: every hour, indeed every second, of 30 days can be restored',
    done({
      // RDS and flexible servers keep the log as long as the backups.
      aws: { 'aws_db_instance.postgres.backup_retention_period': 30 },
      google: {
        'google_sql_database_instance.postgres.settings.backup_configuration.[point_in_time_recovery_enabled, transaction_log_retention_days, backup_retention_settings.retained_backups]':
          [true, 30, 30],
      },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 30 },
    }),
  ),
  row(
    '184',
    'PostgreSQL: each hour in another region',
    done({
      aws: {
        'aws_db_instance_automated_backups_replication.postgres_backup_copy.[region, retention_period]': [
          'us-west-2',
          30,
        ],
      },
      google: {
        'google_cloud_scheduler_job.postgres_backups.schedule': '0 * * * *',
        'google_workflows_workflow.postgres_backups_workflow.source_contents': contains(
          '"location" = "us-east1", "kept" = 2592000',
        ),
      },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.geo_redundant_backup_enabled': true },
    }),
  ),
  row(
    '185',
    'ClickHouse: daily, kept for 90 days',
    done({
      cluster: {
        [`${BACKUP}.schedule`]: '0 2 * * *',
        [`${BACKUP}.jobTemplate.spec.template.spec.containers[0].env[?name==\`RETENTION_DAYS\`].value`]: ['90'],
        [`${CLICK_HOUSE}.templates.podTemplates[0].spec.containers[1].command`]: ['/bin/clickhouse-backup', 'server'],
      },
    }),
  ),
  row(
    '185',
    'ClickHouse: in another region',
    done({
      aws: {
        'aws_s3_bucket.backups_replica.provider': 'aws.secondary',
        'aws_s3_bucket_replication_configuration.backups_replication.rule[0].status': 'Enabled',
      },
      google: {
        'google_storage_bucket.backups_replication.location': 'us-east1',
        'google_storage_transfer_job.backups_replication_transfer_job.status': 'ENABLED',
      },
      azurerm: {
        'azurerm_storage_account.backups_replica.location': 'westus',
        'azurerm_storage_object_replication.backups_replication.rules[].copy_blobs_created_after': ['Everything'],
      },
    }),
  ),
  row(
    '186',
    'Iceberg: every version of a file for a year',
    done({
      aws: {
        'aws_s3_bucket_versioning.iceberg_versioning.versioning_configuration.status': 'Enabled',
        'aws_s3_bucket_lifecycle_configuration.iceberg_lifecycle.rule[?id==`history`].noncurrent_version_expiration[].noncurrent_days':
          [365],
      },
      google: {
        'google_storage_bucket.iceberg.versioning.enabled': true,
        'google_storage_bucket.iceberg.lifecycle_rule[?action.type==`Delete`].condition.days_since_noncurrent_time': [
          365,
        ],
      },
      azurerm: {
        'azurerm_storage_account.iceberg.blob_properties.versioning_enabled': true,
        'azurerm_storage_management_policy.iceberg_lifecycle.rule[].actions.version.delete_after_days_since_creation': [
          365,
        ],
      },
    }),
  ),
  row(
    '186',
    'Iceberg: copied to another region continuously',
    done({
      aws: {
        'aws_s3_bucket.iceberg_replica.provider': 'aws.secondary',
        'provider.aws[?alias==`secondary`].region': ['us-west-2'],
        'aws_s3_bucket_replication_configuration.iceberg_replication.rule[0].status': 'Enabled',
      },
      google: {
        'google_storage_bucket.iceberg_replication.location': 'us-east1',
        'google_storage_transfer_job.iceberg_replication_transfer_job.status': 'ENABLED',
      },
      azurerm: {
        'azurerm_storage_account.iceberg_replica.location': 'westus',
        'azurerm_storage_object_replication.iceberg_replication.rules[].copy_blobs_created_after': ['Everything'],
      },
    }),
  ),
  row('186', 'Iceberg: a catalog of tables, and the retention of their snapshots', open('DataLake')),
  row('187', 'configuration in Git', notInfrastructure('Git keeps it')),
  row(
    '191',
    'services restart by themselves',
    done({
      cluster: {
        'Rollout."data-platform-auth".spec.template.spec.containers[0].livenessProbe.[httpGet.path, failureThreshold]':
          ['/live', 5],
        'Deployment."data-platform-workers".spec.template.spec.containers[0].livenessProbe.exec.command': [
          '/app/alive',
        ],
      },
    }),
  ),
  row(
    '192',
    'nodes that fail are replaced',
    done({
      aws: { 'values(aws_eks_node_group)[].node_repair_config.enabled': [true, true, true] },
      google: { 'values(google_container_node_pool)[].management.auto_repair': [true, true, true] },
      // AKS repairs nodes of scale sets, and has no setting for it.
      azurerm: { 'azurerm_kubernetes_cluster.cluster.default_node_pool.type': 'VirtualMachineScaleSets' },
    }),
  ),
  row(
    '193',
    'what fails in a zone goes on in the others',
    done({
      aws: { 'values(aws_eks_node_group)[].length(subnet_ids)': [3, 3, 3], 'length(keys(aws_nat_gateway))': 3 },
      google: { 'values(google_container_node_pool)[].length(node_locations)': [3, 3, 3] },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.default_node_pool.zones': ['1', '2', '3'],
        'azurerm_kubernetes_cluster_node_pool.[cluster_pool_data_1, cluster_pool_data_2, cluster_pool_data_3][].zones[]':
          ['1', '2', '3'],
      },
    }),
  ),
  row(
    '194',
    'another region takes over by hand within four hours',
    differs(
      'as `triptych runbook` tells: its steps take 240 minutes or more, and synthesis refuses an objective below that',
      {
        aws: { 'aws_db_instance_automated_backups_replication.postgres_backup_copy.region': 'us-west-2' },
        google: {
          'google_workflows_workflow.postgres_backups_workflow.source_contents': contains('"location" = "us-east1"'),
          'google_storage_bucket.backups_replication.location': 'us-east1',
        },
        azurerm: {
          'azurerm_postgresql_flexible_server.postgres.geo_redundant_backup_enabled': true,
          'azurerm_storage_account.backups_replica.location': 'westus',
        },
      },
    ),
  ),
  row('200-201', 'navigation', notInfrastructure('links')),
];
