/** Rows of "Scaling Strategy", "Cost Optimization" and "Related Documentation". */
import { differs, done, notInfrastructure, open, row } from '../../../index';
import { cdn } from './edge';
import { setting } from './values';

const SERVICES = ['api', 'discovery', 'conditions', 'payments', 'messaging', 'auth', 'reliability', 'calendar', 'float-plan', 'analytics', 'notification', 'background-jobs']; // prettier-ignore

const scaling = [
  row(
    '247',
    'scaling by CPU, memory and requests',
    done({
      cluster: {
        'ScaledObject."fieldday-api".spec.triggers[].[type, metadata.value || metadata.threshold]': [
          ['cpu', '70'],
          ['memory', '80'],
          ['prometheus', '200'],
        ],
      },
    }),
  ),
  row(
    '248',
    'at least two replicas of every service',
    done({
      cluster: Object.fromEntries(SERVICES.map((name) => [`ScaledObject."fieldday-${name}".spec.minReplicaCount`, 2])),
    }),
  ),
  row('249', 'most replicas by load tests', notInfrastructure('tests; their results are in services.ts')),
  row(
    '253',
    'requests and limits of each service',
    done({
      cluster: {
        'Rollout."fieldday-api".spec.template.spec.containers[0].resources.[requests, limits][].[cpu, memory][]': [
          '500m',
          '512Mi',
          '1',
          '512Mi',
        ],
        'Rollout."fieldday-payments".spec.template.spec.containers[0].resources.requests.[cpu, memory]': [
          '250m',
          '256Mi',
        ],
      },
    }),
  ),
  row(
    '254',
    'size of the database: 4 CPUs with 16 GiB in production, 2 with 8 in staging',
    done(
      {
        aws: { 'aws_db_instance.postgres.instance_class': 'db.m6g.xlarge' },
        google: { 'google_sql_database_instance.postgres.settings.tier': 'db-custom-4-16384' },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres.sku_name': 'GP_Standard_D4ds_v5' },
      },
      {
        in: 'staging',
        aws: { 'aws_db_instance.postgres.instance_class': 'db.t4g.large' },
        google: { 'google_sql_database_instance.postgres.settings.tier': 'db-custom-2-8192' },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres.sku_name': 'B_Standard_B2ms' },
      },
    ),
  ),
  row('258', 'discovery is cached for 5 minutes', done(setting('discovery', 'cacheSeconds', 300))),
  row('259', 'profiles are cached for 15 minutes', done(setting('api', 'cacheSeconds', 900))),
  row('260', 'conditions are cached for 10 minutes', done(setting('conditions', 'cacheSeconds', 600))),
  row('261', 'assets on the CDN', cdn),
];

const costs = [
  row('265', 'reserved capacity', open('AccountBaseline.commitments')),
  row(
    '266',
    'spot nodes for batch jobs',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_batch.capacity_type': 'SPOT',
        'aws_eks_node_group.cluster_pool_batch.scaling_config.[min_size, max_size]': [0, 6],
      },
      google: {
        'google_container_node_pool.cluster_pool_batch.node_config.spot': true,
        'google_container_node_pool.cluster_pool_batch.autoscaling.total_max_node_count': 6,
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_batch_1.[priority, min_count, max_count]': ['Spot', 0, 2],
      },
      cluster: { 'Deployment."fieldday-background-jobs".spec.template.spec.nodeSelector': { pool: 'batch' } },
    }),
  ),
  row(
    '267',
    'nodes follow the demand',
    done({
      aws: { 'aws_eks_node_group.cluster_pool_main.scaling_config.[min_size, max_size]': [3, 12] },
      google: {
        'google_container_node_pool.cluster_pool_main.autoscaling.[total_min_node_count, total_max_node_count]': [
          3, 12,
        ],
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1.[auto_scaling_enabled, max_count]': [true, 4],
      },
    }),
  ),
  row(
    '268',
    'old events move to colder classes after 90 and 365 days',
    done({
      aws: {
        'aws_s3_bucket_lifecycle_configuration.events_lifecycle.rule[].transition[].[days, storage_class]': [
          [90, 'STANDARD_IA'],
          [365, 'GLACIER_IR'],
        ],
      },
      google: {
        [`google_storage_bucket.events.lifecycle_rule[?action.type == 'SetStorageClass'].[condition.age, action.storage_class]`]:
          [
            [90, 'NEARLINE'],
            [365, 'COLDLINE'],
          ],
      },
      azurerm: {
        'azurerm_storage_management_policy.events_lifecycle.rule[0].actions.base_blob': {
          tier_to_cool_after_days_since_modification_greater_than: 90,
          tier_to_cold_after_days_since_modification_greater_than: 365,
        },
      },
    }),
  ),
  row(
    '269',
    'snapshots are kept for 30 days, in staging and development for 7',
    done(
      {
        aws: { 'aws_db_instance.postgres.backup_retention_period': 30 },
        google: {
          'google_sql_database_instance.postgres.settings.backup_configuration.backup_retention_settings.retained_backups': 30,
        },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 30 },
      },
      ...['staging', 'development'].map((environment) => ({
        in: environment,
        aws: { 'aws_db_instance.postgres.backup_retention_period': 7 },
        google: {
          'google_sql_database_instance.postgres.settings.backup_configuration.backup_retention_settings.retained_backups': 7,
        },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 7 },
      })),
    ),
  ),
  row(
    '269',
    'last and manual snapshots expire too',
    differs('what is left of a server that is gone, or was made by hand, goes by hand, too', {
      aws: { 'aws_db_instance.postgres.skip_final_snapshot': false },
      google: { 'google_sql_database_instance.postgres.settings.retain_backups_on_delete': true },
      because: 'Azure keeps backups of a deleted server for five days',
    }),
  ),
  row('273-276', 'related documents', notInfrastructure('documents')),
];

export const capacity = [...scaling, ...costs];
