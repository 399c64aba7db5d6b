/** Evidence that several rows share. */
import { contains, type Evidence, has } from '../../../index';
import { container } from './paths';

export const vpc = {
  aws: { 'aws_vpc.network.cidr_block': '10.0.0.0/16' },
  google: {
    'google_compute_network.network.auto_create_subnetworks': false,
    'google_compute_subnetwork.network_private_1.ip_cidr_range': '10.0.0.0/17',
    'google_compute_subnetwork.network_public_1.ip_cidr_range': '10.0.128.0/18',
  },
  azurerm: { 'azurerm_virtual_network.network.address_space': ['10.0.0.0/16'] },
};

export const probes = {
  [`${container('backend')}.livenessProbe.httpGet.path`]: '/health/live',
  [`${container('backend')}.readinessProbe.httpGet.path`]: '/health/ready',
  [`${container('frontend')}.livenessProbe.httpGet.path`]: '/healthz',
  [`${container('frontend')}.readinessProbe.httpGet.path`]: '/',
};

export const postgresKey = {
  aws: {
    'aws_db_instance.postgres.storage_encrypted': true,
    'aws_db_instance.postgres.kms_key_id': '${aws_kms_key.keys_databases.arn}',
  },
  google: {
    'google_sql_database_instance.postgres.encryption_key_name': '${google_kms_crypto_key.keys_databases.id}',
  },
  azurerm: {
    'azurerm_postgresql_flexible_server.postgres.customer_managed_key.key_vault_key_id':
      '${azurerm_key_vault_key.keys_databases.versionless_id}',
  },
};

export const redisKey = {
  aws: {
    'aws_elasticache_replication_group.redis.at_rest_encryption_enabled': 'true',
    'aws_elasticache_replication_group.redis.kms_key_id': '${aws_kms_key.keys_caches.arn}',
  },
  google: { 'google_redis_instance.redis.customer_managed_key': '${google_kms_crypto_key.keys_caches.id}' },
  azurerm: {
    'azurerm_managed_redis.redis.customer_managed_key.key_vault_key_id':
      '${data.azurerm_key_vault_key.keys_caches_newest.id}',
  },
};

export const standby = {
  aws: { 'aws_db_instance.postgres.multi_az': true },
  google: { 'google_sql_database_instance.postgres.settings.availability_type': 'REGIONAL' },
  azurerm: { 'azurerm_postgresql_flexible_server.postgres.high_availability.mode': 'ZoneRedundant' },
};

export const backups = {
  aws: { 'aws_db_instance.postgres.backup_retention_period': 7 },
  google: {
    'google_sql_database_instance.postgres.settings.backup_configuration.enabled': true,
    'google_sql_database_instance.postgres.settings.backup_configuration.backup_retention_settings.retained_backups': 7,
  },
  azurerm: { 'azurerm_postgresql_flexible_server.postgres.backup_retention_days': 7 },
};

export const failover = {
  aws: {
    'aws_elasticache_replication_group.redis.automatic_failover_enabled': true,
    'aws_elasticache_replication_group.redis.num_cache_clusters': 2,
  },
  google: { 'google_redis_instance.redis.tier': 'STANDARD_HA', 'google_redis_instance.redis.replica_count': 1 },
  azurerm: { 'azurerm_managed_redis.redis.high_availability_enabled': true },
};

export const secretStore = {
  'ClusterSecretStore.cloud.spec.conditions[0].namespaces': has('spywatcher'),
  'ExternalSecret."spywatcher-backend-secrets".spec.secretStoreRef.name': 'cloud',
  [`${container('backend')}.env[?name == 'DATABASE_URL'].valueFrom.secretKeyRef.name | [0]`]:
    'spywatcher-backend-secrets',
};

/** What containers write, in the cloud's own service. */
export const containerLogs = {
  aws: {
    'aws_cloudwatch_log_group.cluster_container_logs.retention_in_days': 30,
    'aws_eks_addon.cluster_addons_amazon_cloudwatch_observability.cluster_name': '${aws_eks_cluster.cluster.name}',
  },
  google: {
    'google_container_cluster.cluster.logging_config.enable_components': has('WORKLOADS'),
    'google_logging_project_bucket_config.cluster_container_logs.retention_days': 30,
  },
  azurerm: {
    'azurerm_log_analytics_workspace_table.cluster_container_logs_ContainerLogV2.retention_in_days': 30,
    'azurerm_monitor_data_collection_rule_association.cluster_container_logs_association.target_resource_id':
      '${azurerm_kubernetes_cluster.cluster.id}',
  },
};

export const logs = {
  aws: {
    'aws_eks_cluster.cluster.enabled_cluster_log_types': [
      'api',
      'audit',
      'authenticator',
      'controllerManager',
      'scheduler',
    ],
    'aws_db_instance.postgres.enabled_cloudwatch_logs_exports': ['postgresql', 'upgrade'],
    'aws_elasticache_replication_group.redis.log_delivery_configuration[].destination_type': [
      'cloudwatch-logs',
      'cloudwatch-logs',
    ],
  },
  google: {
    'google_container_cluster.cluster.logging_config.enable_components': has('APISERVER', 'SCHEDULER'),
    'google_logging_project_bucket_config.postgres_logs.retention_days': 90,
    'google_logging_project_bucket_config.redis_logs.retention_days': 90,
  },
  azurerm: {
    'azurerm_monitor_diagnostic_setting.cluster_logs_setting.enabled_log[].category': has(
      'kube-apiserver',
      'kube-audit-admin',
    ),
    'azurerm_monitor_diagnostic_setting.postgres_logs_setting.enabled_log[].category': has('PostgreSQLLogs'),
    'azurerm_monitor_diagnostic_setting.redis_logs_setting.target_resource_id':
      '${azurerm_managed_redis.redis.default_database[0].id}',
  },
};

/** Readers and editors of a namespace. */
export const namespaceAccess: Evidence = {
  aws: {
    'aws_eks_access_entry.cluster_access_access_spywatcher_support.kubernetes_groups': ['triptych:access-readers'],
    'aws_eks_access_entry.cluster_access_access_spywatcher_developers.kubernetes_groups': ['triptych:access-editors'],
  },
  google: {
    'google_container_cluster.cluster.authenticator_groups_config.security_group':
      'gke-security-groups@spywatcher.example.com',
    "google_project_iam_member.*.[member, role] | [?contains([1], 'cluster_entry')] | [?starts_with([0], 'group:')] | [*][0]":
      ['group:support@spywatcher.example.com', 'group:developers@spywatcher.example.com'],
  },
  azurerm: {
    'azurerm_role_assignment.cluster_access_access_00000000_0000_4000_8000_00000000000c.role_definition_name':
      'Azure Kubernetes Service Cluster User Role',
  },
  cluster: {
    'kubernetes_role_binding_v1.access_access_readers_spywatcher.role_ref.name': 'view',
    'kubernetes_role_binding_v1.access_access_editors_spywatcher.role_ref.name': 'edit',
  },
};

/** That the cloud itself tells on-call of a database that does not answer. */
export const databaseAlarm = {
  aws: {
    'aws_cloudwatch_metric_alarm.alarms_database_unavailable_postgres.alarm_actions': [
      '${aws_sns_topic.notify_pager.arn}',
    ],
    'aws_cloudwatch_metric_alarm.alarms_database_unavailable_postgres.treat_missing_data': 'breaching',
  },
  google: {
    'google_monitoring_alert_policy.alarms_database_unavailable_postgres.conditions[0].condition_threshold.filter': has(
      'cloudsql.googleapis.com/database/up',
    ),
    'google_monitoring_alert_policy.alarms_database_unavailable_postgres.notification_channels': [
      '${google_monitoring_notification_channel.notify_pager.name}',
    ],
  },
  azurerm: {
    'azurerm_monitor_metric_alert.alarms_database_unavailable_postgres.criteria[0].metric_name': 'is_db_alive',
    'azurerm_monitor_metric_alert.alarms_database_unavailable_postgres.action[].action_group_id': [
      '${azurerm_monitor_action_group.notify_pager.id}',
    ],
  },
};

/** That the cloud tells the team of what is nearly used up. */
export const alarms = {
  aws: {
    'aws_cloudwatch_metric_alarm.[alarms_database_cpu_postgres, alarms_cache_memory_redis_1][].threshold': [80, 80],
    'aws_cloudwatch_metric_alarm.alarms_database_cpu_postgres.alarm_actions': ['${aws_sns_topic.notify_team.arn}'],
  },
  google: {
    'google_monitoring_alert_policy.[alarms_database_cpu_postgres, alarms_cache_memory_redis][].conditions[0].condition_threshold.threshold_value':
      [0.8, 0.8],
    'google_monitoring_alert_policy.alarms_database_cpu_postgres.notification_channels': [
      '${google_monitoring_notification_channel.notify_team.name}',
    ],
  },
  azurerm: {
    'azurerm_monitor_metric_alert.[alarms_database_cpu_postgres, alarms_cache_memory_redis][].criteria[0].threshold': [
      80, 80,
    ],
    'azurerm_monitor_metric_alert.alarms_database_cpu_postgres.action[].action_group_id': [
      '${azurerm_monitor_action_group.notify_team.id}',
    ],
  },
};

/** The site and its API are asked from many places, and people are called when they do not answer. */
export const seenFromOutside = {
  aws: {
    'values(aws_route53_health_check)[].resource_path': ['/', '/health/ready'],
    'aws_cloudwatch_metric_alarm.[uptime_api_alarm, uptime_site_alarm][].alarm_actions[]': [
      '${aws_sns_topic.notify_pager.arn}',
      '${aws_sns_topic.notify_pager.arn}',
    ],
  },
  google: {
    'values(google_monitoring_uptime_check_config)[].http_check.path': ['/', '/health/ready'],
    'google_monitoring_alert_policy.[uptime_api_alarm, uptime_site_alarm][].notification_channels[]': [
      '${google_monitoring_notification_channel.notify_pager.name}',
      '${google_monitoring_notification_channel.notify_pager.name}',
    ],
  },
  azurerm: {
    'values(azurerm_application_insights_standard_web_test)[].validation_rules.ssl_check_enabled': [true, true],
    'azurerm_monitor_metric_alert.[uptime_api_alarm, uptime_site_alarm][].action[].action_group_id': [
      '${azurerm_monitor_action_group.notify_pager.id}',
      '${azurerm_monitor_action_group.notify_pager.id}',
    ],
  },
};

/** What the cloud plans to maintain is told to the team. */
export const notices = {
  because: 'Google writes to those alone who ask for it in its console',
  aws: {
    'aws_cloudwatch_event_rule.alarms_maintenance_notices.event_pattern': contains('aws.health', 'scheduledChange'),
    'aws_cloudwatch_event_target.alarms_maintenance_to_team.arn': '${aws_sns_topic.notify_team.arn}',
  },
  azurerm: {
    'azurerm_monitor_activity_log_alert.alarms_notices.criteria.service_health.events': ['Maintenance'],
    'azurerm_monitor_activity_log_alert.alarms_notices.action[].action_group_id': [
      '${azurerm_monitor_action_group.notify_team.id}',
    ],
  },
};
