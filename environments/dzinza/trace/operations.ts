/** "Backup and Disaster Recovery", "Performance Optimization" and "Cost Optimization" of the design. */
import { contains, differs, done, notInfrastructure, open, row, type Trace } from '../../../index';
import { drilled } from './drill';
import { cdn } from './edge';
import { azurePools } from './pools';

const HPA = 'HorizontalPodAutoscaler."dzinza-api-hpa"';

/** The database is copied to the second region, so that it loses an hour at most with the first: on Google by a replica. */
const copied = {
  aws: {
    'aws_db_instance_automated_backups_replication.postgres_backup_copy.[region, retention_period]': ['us-east-1', 35],
  },
  google: {
    'google_sql_database_instance.postgres_replica_recovery.[region, master_instance_name]': [
      'us-central1',
      '${google_sql_database_instance.postgres.name}',
    ],
    'google_sql_database_instance.postgres.settings.backup_configuration.location': 'us-central1',
  },
  azurerm: { 'azurerm_postgresql_flexible_server.postgres.geo_redundant_backup_enabled': true },
};

/** Photos and documents are copied to the second region. */
const replicated = {
  aws: {
    'aws_s3_bucket_replication_configuration.[photos_replication, documents_replication][].rule[].[status, destination.bucket]':
      [
        ['Enabled', '${aws_s3_bucket.photos_replica.arn}'],
        ['Enabled', '${aws_s3_bucket.documents_replica.arn}'],
      ],
    'aws_s3_bucket.[photos_replica, documents_replica][].provider': ['aws.secondary', 'aws.secondary'],
    "provider.aws[?alias=='secondary'].region": ['us-east-1'],
  },
  google: {
    'google_storage_bucket.[photos_replication, documents_replication][].location': ['us-central1', 'us-central1'],
    'google_storage_transfer_job.[photos_replication_transfer_job, documents_replication_transfer_job][].status': [
      'ENABLED',
      'ENABLED',
    ],
  },
  azurerm: {
    'azurerm_storage_account.[photos_replica, documents_replica][].location': ['westcentralus', 'westcentralus'],
    'azurerm_storage_object_replication.[photos_replication, documents_replication][].rules[].copy_blobs_created_after':
      ['Everything', 'Everything'],
  },
};

/** The newest backup is restored beside the server, in its own network, and deleted. */
export const restored = {
  aws: {
    'aws_backup_restore_testing_plan.postgres_backups_restore_test.schedule_expression': 'cron(0 5 1 * ? *)',
    'aws_backup_restore_testing_selection.postgres_backups_restore_test_selection.[protected_resource_type, protected_resource_arns]':
      ['RDS', ['${aws_db_instance.postgres.arn}']],
  },
  google: {
    'google_cloud_scheduler_job.postgres_restore_test.schedule': '0 5 1 * *',
    'google_workflows_workflow.postgres_restore_test_workflow.source_contents': contains('/clone'),
  },
  azurerm: {
    'azurerm_logic_app_trigger_custom.postgres_restore_test_clock.body': contains('T05:00:00Z'),
    'azurerm_logic_app_action_custom.postgres_restore_test_steps.body': contains('PointInTimeRestore'),
  },
};

export const backups: Trace['rows'] = [
  row(
    '188',
    'a full backup of the database every day',
    done({
      aws: { 'aws_db_instance.postgres.[backup_window, backup_retention_period]': ['00:00-01:00', 35] },
      google: {
        'google_sql_database_instance.postgres.settings.backup_configuration.[enabled, start_time, backup_retention_settings.retained_backups]':
          [true, '00:00', 35],
      },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 35 },
    }),
  ),
  row(
    '189',
    'point-in-time recovery up to 35 days',
    done({
      aws: { 'aws_db_instance.postgres.backup_retention_period': 35 },
      google: {
        'google_sql_database_instance.postgres.settings.[edition, backup_configuration.point_in_time_recovery_enabled, backup_configuration.transaction_log_retention_days]':
          ['ENTERPRISE_PLUS', true, 35],
      },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 35 },
    }),
  ),
  row('190', 'the database is copied to a second region', done(copied)),
  row('191', 'a restore is tested every month', done(restored)),
  row(
    '194',
    'versions of photos and documents',
    done({
      aws: {
        'aws_s3_bucket_versioning.[photos_versioning, documents_versioning][].versioning_configuration.status': [
          'Enabled',
          'Enabled',
        ],
      },
      google: { 'google_storage_bucket.[photos, documents][].versioning.enabled': [true, true] },
      azurerm: { 'azurerm_storage_account.[photos, documents][].blob_properties.versioning_enabled': [true, true] },
    }),
  ),
  row('195', 'photos and documents are copied to a second region', done(replicated)),
  row(
    '196',
    'photos and documents move to colder storage, and old versions are deleted',
    done({
      aws: {
        'aws_s3_bucket_lifecycle_configuration.[photos_lifecycle, documents_lifecycle][].rule[].transition[].[days, storage_class]':
          [
            [90, 'STANDARD_IA'],
            [365, 'GLACIER_IR'],
            [90, 'STANDARD_IA'],
            [365, 'GLACIER_IR'],
          ],
        'aws_s3_bucket_lifecycle_configuration.photos_lifecycle.rule[].noncurrent_version_expiration[].noncurrent_days':
          [90],
      },
      google: {
        'google_storage_bucket.photos.lifecycle_rule[?action.storage_class].[condition.age, action.storage_class]': [
          [90, 'NEARLINE'],
          [365, 'COLDLINE'],
        ],
        'google_storage_bucket.documents.lifecycle_rule[].condition.days_since_noncurrent_time': [90],
      },
      azurerm: {
        'azurerm_storage_management_policy.[photos_lifecycle, documents_lifecycle][].rule[].actions.base_blob.[tier_to_cool_after_days_since_modification_greater_than, tier_to_cold_after_days_since_modification_greater_than]':
          [
            [90, 365],
            [90, 365],
          ],
        'azurerm_storage_management_policy.photos_lifecycle.rule[].actions.version.delete_after_days_since_creation': [
          90,
        ],
      },
    }),
  ),
  row(
    '199',
    'recovery within four hours',
    differs(
      'by hand, as `triptych runbook` tells: its steps take 240 minutes or more, and synthesis refuses an objective below that',
      copied,
      replicated,
    ),
  ),
  row('200', 'at most one hour of data is lost, by calculation', done(copied, replicated)),
  row('201', 'recovery is tested every quarter', drilled),
];

export const scaling: Trace['rows'] = [
  row('211', 'the name dzinza-api-hpa', done({ cluster: { [`${HPA}.metadata.namespace`]: 'production' } })),
  row(
    '208-210, 217-225',
    'three to twenty pods of the API, at 70 % of their CPU',
    done({
      cluster: {
        [`${HPA}.[apiVersion, spec.minReplicas, spec.maxReplicas]`]: ['autoscaling/v2', 3, 20],
        [`${HPA}.spec.metrics`]: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    }),
  ),
  row(
    '212-216',
    'the autoscaler is of the Deployment dzinza-api',
    differs('blue-green deployments, which the design asks for as well, need a Rollout in place of the Deployment', {
      cluster: {
        [`${HPA}.spec.scaleTargetRef`]: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'dzinza-api' },
      },
    }),
  ),
  row(
    '229',
    'node groups follow the pods',
    done({
      aws: {
        'aws_eks_pod_identity_association.cluster_addons_cluster_autoscaler_identity.service_account':
          'cluster-autoscaler',
        'values(aws_eks_node_group)[?scaling_config.max_size > scaling_config.min_size] | length(@)': 3,
      },
      google: { 'values(google_container_node_pool)[].autoscaling.total_max_node_count': [10, 6, 10] },
      azurerm: { 'values(azurerm_kubernetes_cluster_node_pool)[].auto_scaling_enabled': Array(9).fill(true) },
    }),
  ),
  row(
    '230',
    'spot instances',
    done({
      aws: { 'aws_eks_node_group.cluster_pool_spot.capacity_type': 'SPOT' },
      google: { 'google_container_node_pool.cluster_pool_spot.node_config.spot': true },
      azurerm: { [`${azurePools('spot')}.priority`]: ['Spot', 'Spot', 'Spot'] },
    }),
  ),
  row('231', 'reserved instances', open('AccountBaseline.commitments')),
];

export const cost: Trace['rows'] = [
  row('236', 'right-sizing', open('RightSizing')),
  row(
    '237',
    'what is not critical runs on spot instances, and nothing else does',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_spot.taint[*].[key, value, effect]': [['spot', 'true', 'NO_SCHEDULE']],
      },
      google: {
        'google_container_node_pool.cluster_pool_spot.node_config.taint[*].[key, value, effect]': [
          ['spot', 'true', 'NO_SCHEDULE'],
        ],
      },
      azurerm: {
        [`${azurePools('spot')}.node_taints[0]`]: Array(3).fill('spot=true:NoSchedule'),
      },
      cluster: { 'Deployment."dzinza-imports".spec.template.spec.nodeSelector': { pool: 'spot' } },
    }),
  ),
  row('237', '70 % cheaper', notInfrastructure("the market's price")),
  row('238', 'reserved instances for a year', open('AccountBaseline.commitments')),
  row(
    '239',
    'Cost Explorer, and alerts of the budget of a month',
    done({
      aws: {
        'aws_budgets_budget.budget_month.cost_filter[0].values': ['user:Project$dzinza', 'user:Environment$production'],
      },
      google: { 'google_billing_budget.budget_month.budget_filter.calendar_period': 'MONTH' },
      azurerm: { 'azurerm_consumption_budget_subscription.budget_month.time_grain': 'Monthly' },
    }),
  ),
  row(
    '239',
    'costs by system and environment',
    done({
      aws: {
        'provider.aws[0].default_tags[0].tags': {
          Project: 'dzinza',
          Environment: 'production',
          CostCenter: 'dzinza',
          ManagedBy: 'terraform',
        },
      },
      google: {
        'provider.google[0].default_labels.[project, environment, "cost-center"]': ['dzinza', 'production', 'dzinza'],
        'google_container_cluster.cluster.cost_management_config.enabled': true,
      },
      azurerm: {
        'azurerm_resource_group.foundation.tags.[Project, Environment, CostCenter]': ['dzinza', 'production', 'dzinza'],
      },
    }),
  ),
  row(
    '242',
    'what nobody needs goes by itself: unfinished uploads, and on Azure images on nodes',
    done({
      aws: {
        'aws_s3_bucket_lifecycle_configuration.photos_lifecycle.rule[].abort_incomplete_multipart_upload[].days_after_initiation':
          [7],
      },
      google: {
        "google_storage_bucket.photos.lifecycle_rule[?action.type=='AbortIncompleteMultipartUpload'].condition.age": [
          7,
        ],
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.[image_cleaner_enabled, image_cleaner_interval_hours]': [true, 168],
      },
    }),
  ),
  row('242', 'images and snapshots are cleaned up', open('Registry.lifecycle')),
  row('243', 'development is off at night', open('OperatingHours')),
  row(
    '244',
    'storage moves to colder classes',
    done({
      aws: {
        'aws_s3_bucket_lifecycle_configuration.photos_lifecycle.rule[].transition[].storage_class': [
          'STANDARD_IA',
          'GLACIER_IR',
        ],
      },
      google: {
        'google_storage_bucket.photos.lifecycle_rule[?action.storage_class].action.storage_class': [
          'NEARLINE',
          'COLDLINE',
        ],
      },
      azurerm: {
        'azurerm_storage_management_policy.photos_lifecycle.rule[].actions.base_blob.tier_to_cool_after_days_since_modification_greater_than':
          [90],
      },
    }),
  ),
  row('245', 'CDN', cdn),
];
