/** Rows of "Terraform": what there is in the cloud. */
import { contains, differs, done, has, notInfrastructure, open, row } from '../../../index';
import { cloudDashboard } from '../../evidence/alarms';
import { balancer, cdn, firewall, https, rateLimit } from './edge';
import { buckets, cluster, network, postgres, redis } from './resources';

const DAYS = 90;

export const cloud = [
  row(
    '11, 88',
    'Terraform of each environment, which it marks as its own',
    done({
      aws: { 'provider.aws[0].default_tags[0].tags.[Environment, Project]': ['production', 'fieldday'] },
      google: { 'provider.google[0].project': 'fieldday-production' },
      azurerm: { 'azurerm_resource_group.foundation.tags.[Environment, Project]': ['production', 'fieldday'] },
    }),
  ),
  row(
    '88',
    'AWS and Google',
    done({
      aws: { 'provider.aws[0].[region, allowed_account_ids[0]]': ['us-east-1', '777788889999'] },
      google: { 'provider.google[0].region': 'us-central1' },
      azurerm: { 'azurerm_resource_group.foundation.location': 'eastus2' },
    }),
  ),
  row('95', 'Kubernetes cluster: EKS, GKE, AKS', cluster),
  row('96', 'jump boxes, bastion hosts', open('Bastion')),
  row('97', 'functions without servers', open('ServerlessFunction')),
  row('101', 'private network', network),
  row(
    '102',
    'public and private subnets, over three zones',
    done({
      aws: {
        'aws_subnet.[network_public_1, network_public_2, network_public_3][].cidr_block': [
          '10.30.128.0/21',
          '10.30.136.0/21',
          '10.30.144.0/21',
        ],
        'aws_subnet.[network_private_1, network_private_2, network_private_3][].cidr_block': [
          '10.30.0.0/19',
          '10.30.32.0/19',
          '10.30.64.0/19',
        ],
        'aws_subnet.network_public_1.map_public_ip_on_launch': false,
      },
      google: {
        'google_compute_subnetwork.[network_public_1, network_private_1][].ip_cidr_range': [
          '10.30.128.0/18',
          '10.30.0.0/17',
        ],
        'length(google_container_cluster.cluster.node_locations)': 3,
      },
      azurerm: {
        'azurerm_subnet.[network_private_1, network_private_2, network_private_3][].address_prefixes[0]': [
          '10.30.0.0/19',
          '10.30.32.0/19',
          '10.30.64.0/19',
        ],
        'azurerm_subnet.[network_private_1, network_public_1][].default_outbound_access_enabled': [false, false],
      },
    }),
  ),
  row(
    '103',
    'NAT for private subnets, one gateway a zone',
    done({
      aws: {
        'length(aws_nat_gateway)': 3,
        'aws_route.[network_nat_route_1, network_nat_route_3][].nat_gateway_id': [
          '${aws_nat_gateway.network_nat_1.id}',
          '${aws_nat_gateway.network_nat_3.id}',
        ],
      },
      google: {
        'length(google_compute_router_nat.network_nat.nat_ips)': 3,
        'google_compute_router_nat.network_nat.subnetwork[].name': [
          '${google_compute_subnetwork.network_private_1.id}',
        ],
      },
      azurerm: {
        // One that spans all zones.
        'azurerm_nat_gateway.network_nat.sku_name': 'StandardV2',
        'azurerm_subnet_nat_gateway_association.network_private_1_nat.subnet_id':
          '${azurerm_subnet.network_private_1.id}',
      },
    }),
  ),
  row(
    '104',
    'load balancer of layer 4 (NLB)',
    differs(
      'one of layer 7 is before the gateway: one of layer 4 is where it is not, in development, and between it and the gateway on Azure',
      {
        in: 'development',
        cluster: {
          'EnvoyProxy.public.spec.provider.kubernetes.envoyService.[type, externalTrafficPolicy]': [
            'LoadBalancer',
            'Local',
          ],
        },
      },
    ),
  ),
  row('104', 'load balancer of layer 7 (ALB)', done(balancer, https('production'))),
  row('105', 'CDN', cdn),
  row('109', 'PostgreSQL', postgres),
  row('110', 'Redis', redis),
  row('111', 'buckets: assets, media, events', buckets),
  row(
    '112',
    'logs of the control plane and the stores, kept for 90 days',
    done({
      aws: {
        'aws_cloudwatch_log_group.[cluster_logs, postgres_postgresql_log, redis_engine_log][].retention_in_days': [
          DAYS,
          DAYS,
          DAYS,
        ],
        'length(aws_eks_cluster.cluster.enabled_cluster_log_types)': 5,
      },
      google: {
        'google_logging_project_bucket_config.[cluster_logs, postgres_logs, redis_logs][].retention_days': [
          DAYS,
          DAYS,
          DAYS,
        ],
      },
      azurerm: {
        'azurerm_log_analytics_workspace.[cluster_logs, postgres_logs, redis_logs][].retention_in_days': [
          DAYS,
          DAYS,
          DAYS,
        ],
        'azurerm_monitor_diagnostic_setting.postgres_logs_setting.enabled_log[0].category': 'PostgreSQLLogs',
      },
    }),
  ),
  row(
    '112',
    'logs of pods in the cloud’s own service',
    done({
      aws: {
        'aws_cloudwatch_log_group.cluster_container_logs.retention_in_days': DAYS,
        'aws_eks_addon.cluster_addons_amazon_cloudwatch_observability.addon_name': 'amazon-cloudwatch-observability',
      },
      google: {
        'google_container_cluster.cluster.logging_config.enable_components': has('WORKLOADS'),
        'google_logging_project_bucket_config.cluster_container_logs.retention_days': DAYS,
      },
      azurerm: {
        'azurerm_log_analytics_workspace_table.cluster_container_logs_ContainerLogV2.retention_in_days': DAYS,
        'azurerm_kubernetes_cluster.cluster.oms_agent.msi_auth_for_monitoring_enabled': true,
      },
    }),
  ),
  row(
    '112, 149',
    'metrics and alarms of the cloud, beyond the values of the alerts in the cluster',
    done({
      aws: {
        'aws_cloudwatch_metric_alarm.alarms_database_cpu_postgres.[metric_name, threshold]': ['CPUUtilization', 80],
        'aws_cloudwatch_metric_alarm.alarms_entry_errors.threshold': 1,
      },
      google: {
        'google_monitoring_alert_policy.alarms_database_cpu_postgres.conditions[0].condition_threshold.threshold_value': 0.8,
        'google_monitoring_alert_policy.alarms_entry_errors.conditions[0].condition_threshold.threshold_value': 0.01,
      },
      azurerm: {
        'azurerm_monitor_metric_alert.alarms_database_cpu_postgres.criteria[0].[metric_name, threshold]': [
          'cpu_percent',
          80,
        ],
        'azurerm_monitor_metric_alert.alarms_entry_errors.criteria[0].threshold': 1,
      },
    }),
  ),
  row('112, 149', 'dashboards of the cloud', done(cloudDashboard('DatabaseCpu', 'CacheMemory', 'EntryErrors'))),
  row(
    '116',
    'rights of single services: the API may use its bucket, and no other',
    done({
      aws: {
        'aws_iam_role_policy.identity_api_role_policy.policy': (policy: string) =>
          contains('s3:PutObject', 'aws_s3_bucket.media.arn')(policy) && !policy.includes('aws_s3_bucket.events'),
      },
      google: {
        'google_storage_bucket_iam_member.identity_api_bucket_media_objectUser.[bucket, role]': [
          '${google_storage_bucket.media.name}',
          'roles/storage.objectUser',
        ],
      },
      azurerm: {
        'azurerm_role_assignment.identity_api_bucket_media.[scope, role_definition_name]': [
          '${azurerm_storage_container.media_container.id}',
          'Storage Blob Data Contributor',
        ],
      },
    }),
  ),
  row(
    '117',
    'keys of our own, which rotate',
    done({
      aws: {
        'aws_kms_key.keys_databases.[enable_key_rotation, rotation_period_in_days]': [true, 90],
        'aws_db_instance.postgres.kms_key_id': '${aws_kms_key.keys_databases.arn}',
      },
      google: {
        'google_kms_crypto_key.keys_databases.rotation_period': '7776000s',
        'google_sql_database_instance.postgres.encryption_key_name': '${google_kms_crypto_key.keys_databases.id}',
      },
      azurerm: {
        'azurerm_key_vault_key.keys_databases.rotation_policy.automatic.time_after_creation': 'P90D',
        'azurerm_postgresql_flexible_server.postgres.customer_managed_key.key_vault_key_id':
          '${azurerm_key_vault_key.keys_databases.versionless_id}',
      },
    }),
  ),
  row(
    '118',
    'secrets in the cloud’s store, encrypted',
    done({
      aws: {
        'aws_cloudformation_stack.secrets_stripe_secret.template_body': contains(
          'fieldday/production/stripe',
          'aws_kms_key.keys_secrets.arn',
        ),
      },
      google: {
        'google_secret_manager_secret.secrets_app_stripe.replication.user_managed.replicas[0].customer_managed_encryption.kms_key_name':
          '${google_kms_crypto_key.keys_secrets.id}',
      },
      azurerm: { 'azurerm_key_vault_secret.secrets_stripe.name': 'fieldday-production-secrets-stripe' },
    }),
  ),
  row('119', 'web application firewall', done(firewall, rateLimit)),
  row(
    '120',
    'firewalls: only the private tier calls the database',
    done({
      aws: {
        'aws_vpc_security_group_ingress_rule.[postgres_access_in_1, postgres_access_in_2, postgres_access_in_3][].[cidr_ipv4, from_port, to_port]':
          [
            ['10.30.0.0/19', 5432, 5432],
            ['10.30.32.0/19', 5432, 5432],
            ['10.30.64.0/19', 5432, 5432],
          ],
      },
      google: {
        'google_compute_firewall.network_firewall_deny.[direction, source_ranges[0], deny[0].protocol]': [
          'INGRESS',
          '0.0.0.0/0',
          'all',
        ],
        'google_compute_firewall.network_database_allow.source_ranges[0]': '10.30.0.0/17',
      },
      azurerm: {
        [`azurerm_network_security_group.network_database.security_rule[?name == 'private-tier'] | [0].source_address_prefixes`]:
          ['10.30.0.0/19', '10.30.32.0/19', '10.30.64.0/19'],
        [`azurerm_network_security_group.network_database.security_rule[?name == 'deny-other-inbound'] | [0].access`]:
          'Deny',
      },
    }),
  ),
  row('124-137', 'commands of Terraform', notInfrastructure('commands; each environment is a file')),
  row('144', 'module vpc', network),
  row('145', 'module eks', cluster),
  row('146', 'module rds', postgres),
  row('147', 'module redis', redis),
  row('148', 'module s3: buckets', buckets),
  row('148', 'module s3: with a CDN', cdn),
];
