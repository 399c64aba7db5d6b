/** "AWS Infrastructure" of the design: what runs, guards and watches, and its like on the other clouds. */
import { contains, done, hosts, open, row, type Trace } from '../../../index';
import { domainsOf } from '../base';
import { alarms } from './alarms';
import { balancer, cdn, firewall, https, standardDdosProtection } from './edge';
import { API, tracing } from './tracing';

export const coreServices: Trace['rows'] = [
  row(
    '10',
    'EKS runs the containers',
    done({
      aws: { 'aws_eks_cluster.cluster.[name, vpc_config.endpoint_public_access]': ['dzinza-production', false] },
      google: {
        'google_container_cluster.cluster.[name, private_cluster_config.enable_private_endpoint]': [
          'dzinza-production-cluster',
          true,
        ],
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.[name, private_cluster_enabled]': ['dzinza-production-cluster', true],
      },
      cluster: { [`${API}.image`]: (image: string) => /^registry\.example\.com\/dzinza\/api:/.test(image) },
    }),
  ),
  row(
    '11',
    'RDS for PostgreSQL is the primary database',
    done({
      aws: { 'aws_db_instance.postgres.[engine, engine_version, db_name]': ['postgres', '17', 'dzinza'] },
      google: {
        'google_sql_database_instance.postgres.database_version': 'POSTGRES_17',
        'google_sql_database.postgres_database.name': 'dzinza',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.version': '17',
        'azurerm_postgresql_flexible_server_database.postgres_database.name': 'dzinza',
      },
      cluster: { [`${API}.env[?name=='DATABASE_URL'].valueFrom.secretKeyRef.name`]: ['dzinza-api-secrets'] },
    }),
  ),
  row(
    '12',
    'ElastiCache for Redis: cache and sessions, which expire before others',
    done({
      aws: {
        'aws_elasticache_replication_group.redis.[engine, num_cache_clusters, automatic_failover_enabled]': [
          'redis',
          2,
          true,
        ],
        'aws_elasticache_parameter_group.redis_parameters.parameter[?name==`maxmemory-policy`].value': ['volatile-lru'],
      },
      google: {
        'google_redis_instance.redis.[tier, replica_count, redis_configs."maxmemory-policy"]': [
          'STANDARD_HA',
          1,
          'volatile-lru',
        ],
      },
      azurerm: {
        'azurerm_managed_redis.redis.[high_availability_enabled, default_database.eviction_policy]': [
          true,
          'VolatileLRU',
        ],
      },
      cluster: { [`${API}.env[?name=='REDIS_URL'].valueFrom.secretKeyRef.name`]: ['dzinza-api-secrets'] },
    }),
  ),
  row(
    '13',
    'OpenSearch, for the API and for imports',
    done({
      cluster: {
        'OpenSearchCluster."dzinza-records".spec.general.version': '3.8.0',
        'OpenSearchCluster."dzinza-records".spec.nodePools[*].[replicas, diskSize]': [[3, '100Gi']],
        'NetworkPolicy."dzinza-records".spec.ingress[*].from[*].podSelector.matchLabels."app.kubernetes.io/name"[]': (
          callers: string[],
        ) => ['dzinza-api', 'dzinza-imports'].every((caller) => callers.includes(caller)),
      },
    }),
  ),
  row('13', 'OpenSearch as a service of the cloud', open('SearchCluster.managed')),
  row(
    '14',
    'private buckets for photos and documents, which the API reads and writes',
    done({
      aws: {
        'aws_s3_bucket_public_access_block.[photos_public_access_block, documents_public_access_block][].[block_public_acls, restrict_public_buckets]':
          [
            [true, true],
            [true, true],
          ],
        'aws_iam_role_policy.identity_api_role_policy.policy': (policy: string) =>
          ['photos', 'documents'].every((bucket) => policy.includes(`aws_s3_bucket.${bucket}.arn`)) &&
          policy.includes('s3:PutObject'),
      },
      google: {
        'google_storage_bucket.[photos, documents][].public_access_prevention': ['enforced', 'enforced'],
        'google_storage_bucket_iam_member.[identity_api_bucket_photos_objectUser, identity_api_bucket_documents_objectUser][].role':
          ['roles/storage.objectUser', 'roles/storage.objectUser'],
      },
      azurerm: {
        'azurerm_storage_account.[photos, documents][].public_network_access_enabled': [false, false],
        'azurerm_role_assignment.[identity_api_bucket_photos, identity_api_bucket_documents][].role_definition_name': [
          'Storage Blob Data Contributor',
          'Storage Blob Data Contributor',
        ],
      },
    }),
  ),
  row('15', 'CloudFront', cdn),
  row(
    '16',
    'Route 53 has a record of each host',
    done({
      aws: {
        'aws_iam_role_policy.identity_external_dns_role_policy.policy': (policy: string) =>
          policy.includes('route53:ChangeResourceRecordSets') &&
          policy.includes('${aws_route53_zone.dns_main.zone_id}'),
      },
      google: {
        'google_dns_managed_zone_iam_member.identity_external_dns_zone_main.managed_zone':
          '${google_dns_managed_zone.dns_main.name}',
      },
      azurerm: {
        'azurerm_role_assignment.identity_external_dns_zone_main.role_definition_name': 'DNS Zone Contributor',
      },
      cluster: {
        'charts."external-dns".values.sources': ['gateway-httproute'],
        'charts."external-dns".values.domainFilters': hosts(domainsOf('production'), '@'),
        'values(HTTPRoute)[].spec.hostnames[]': hosts(domainsOf('production'), '@', 'api', 'grafana'),
      },
    }),
  ),
  row(
    '16',
    'the zone itself, signed',
    done({
      aws: {
        'aws_route53_zone.dns_main.name': 'dzinza.example.com',
        'aws_route53_hosted_zone_dnssec.dns_main_signing.hosted_zone_id':
          '${aws_route53_key_signing_key.dns_main_signing_signer.hosted_zone_id}',
      },
      google: {
        'google_dns_managed_zone.dns_main.[dns_name, dnssec_config.state]': ['gcp.dzinza.example.com.', 'on'],
      },
      azurerm: {
        'azurerm_dns_zone.dns_main.name': 'azure.dzinza.example.com',
        'azurerm_resource_group_template_deployment.dns_main_signing.template_content': contains('dnssecConfigs'),
      },
    }),
  ),
  row('17', 'Application Load Balancer', done(balancer, https('production'))),
];

export const securityServices: Trace['rows'] = [
  row('20', 'WAF', done(firewall)),
  row('21', 'Shield: the standard one, which CDN and balancer have by themselves', done(standardDdosProtection)),
  row(
    '22',
    'KMS: keys of our own, which rotate',
    done({
      aws: {
        'aws_kms_key.keys_databases.[enable_key_rotation, rotation_period_in_days]': [true, 90],
        'aws_db_instance.postgres.[storage_encrypted, kms_key_id]': [true, '${aws_kms_key.keys_databases.arn}'],
        'aws_s3_bucket_server_side_encryption_configuration.photos_encryption.rule[0].apply_server_side_encryption_by_default.kms_master_key_id':
          '${aws_kms_key.keys_stores.arn}',
        'aws_eks_cluster.cluster.encryption_config.provider.key_arn': '${aws_kms_key.keys_cluster.arn}',
      },
      google: {
        'google_kms_crypto_key.keys_databases.rotation_period': '7776000s',
        'google_sql_database_instance.postgres.encryption_key_name': '${google_kms_crypto_key.keys_databases.id}',
        'google_storage_bucket.photos.encryption.default_kms_key_name': '${google_kms_crypto_key.keys_stores.id}',
        'google_container_cluster.cluster.database_encryption.key_name': '${google_kms_crypto_key.keys_cluster.id}',
      },
      azurerm: {
        'azurerm_key_vault_key.keys_databases.rotation_policy.automatic.time_after_creation': 'P90D',
        'azurerm_postgresql_flexible_server.postgres.customer_managed_key.key_vault_key_id':
          '${azurerm_key_vault_key.keys_databases.versionless_id}',
        'azurerm_storage_account.photos.customer_managed_key.key_vault_key_id':
          '${azurerm_key_vault_key.keys_stores.versionless_id}',
        'azurerm_kubernetes_cluster.cluster.key_management_service.key_vault_key_id':
          '${data.azurerm_key_vault_key.keys_cluster_newest.id}',
      },
    }),
  ),
  row(
    '23',
    'Secrets Manager holds the credentials, and replaces those of the database',
    done({
      aws: {
        'aws_scheduler_schedule.postgres_rotation.schedule_expression': 'cron(0 2 * * ? *)',
        'aws_cloudformation_stack.secrets_jwt_secret.template_body': (body: string) =>
          body.includes('AWS::SecretsManager::Secret'),
      },
      google: {
        'google_secret_manager_secret.secrets_app_jwt.secret_id': 'dzinza-production-secrets-app-jwt',
        'google_cloud_scheduler_job.postgres_rotation.schedule': '0 2 * * *',
      },
      azurerm: {
        'azurerm_key_vault_secret.secrets_jwt.name': 'dzinza-production-secrets-jwt',
        'azurerm_logic_app_trigger_recurrence.postgres_rotation_clock.frequency': 'Day',
      },
    }),
  ),
  row(
    '24',
    'IAM: the API has an identity of its own, without keys',
    done({
      aws: {
        'aws_eks_pod_identity_association.identity_api.[namespace, service_account, role_arn]': [
          'production',
          'dzinza-api',
          '${aws_iam_role.identity_api_role.arn}',
        ],
        "aws_iam_access_key || 'none'": 'none',
      },
      google: {
        'google_storage_bucket_iam_member.identity_api_bucket_photos_objectUser.member': (member: string) =>
          member.endsWith('/subject/ns/production/sa/dzinza-api'),
        "google_service_account_key || 'none'": 'none',
      },
      azurerm: {
        'azurerm_federated_identity_credential.identity_api_credential.subject':
          'system:serviceaccount:production:dzinza-api',
        'azurerm_storage_account.photos.shared_access_key_enabled': false,
      },
    }),
  ),
];

export const monitoring: Trace['rows'] = [
  row(
    '27',
    'metrics, and alerts by severity',
    done({
      cluster: {
        'charts.monitoring.chart': 'kube-prometheus-stack',
        'charts.monitoring.values.alertmanager.config.route.routes[*].[matchers[0], receiver]': [
          ['alertname = Watchdog', 'watchdog'],
          ['severity = critical', 'critical'],
          ['severity = warning', 'warning'],
        ],
        'PrometheusRule."dzinza-alerts".spec.groups[].rules[?labels.severity==\'critical\'].alert[]': (
          alerts: string[],
        ) =>
          ['WorkloadDown', 'HighErrorRate', 'DatabaseUnavailable', 'CacheUnavailable'].every((alert) =>
            alerts.includes(alert),
          ),
      },
    }),
  ),
  row('27', 'CloudWatch: alarms from outside the cluster', alarms),
  ...tracing,
  row(
    '29',
    'VPC flow logs',
    done({
      aws: { 'aws_flow_log.network_flow_log.[traffic_type, vpc_id]': ['ALL', '${aws_vpc.network.id}'] },
      google: {
        'values(google_compute_subnetwork)[].log_config.[flow_sampling, aggregation_interval]': [
          [1, 'INTERVAL_10_MIN'],
          [1, 'INTERVAL_10_MIN'],
          [1, 'INTERVAL_10_MIN'],
        ],
      },
      azurerm: {
        'azurerm_network_watcher_flow_log.network_flow_logs.[enabled, target_resource_id]': [
          true,
          '${azurerm_virtual_network.network.id}',
        ],
      },
    }),
  ),
  row(
    '30',
    'Config',
    done({
      account: {
        aws: { 'aws_config_configuration_recorder.account_compliance_recorder.recording_group.all_supported': true },
        google: {
          'google_org_policy_policy.account_compliance_sql_restrict_public_ip.parent': contains('projects/'),
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_cis.policy_definition_id':
            contains('policySetDefinitions'),
        },
      },
    }),
  ),
];
