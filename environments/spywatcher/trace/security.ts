/** "Security Measures". */
import { contains, done, has, notInfrastructure, open, row } from '../../../index';
import { accessLists } from '../../evidence/access-lists';
import { https } from './edge';
import { logs, namespaceAccess, postgresKey, redisKey, secretStore } from './evidence';
import { container, pod } from './paths';

const ofBoth = (path: string, expected: object | boolean) => ({
  [`${container('backend')}.securityContext.${path}`]: expected,
  [`${container('frontend')}.securityContext.${path}`]: expected,
});

const network = [
  row(
    '221',
    'private subnets for the application and the database',
    done({
      aws: {
        'aws_eks_node_group.cluster_pool_main.subnet_ids': has('${aws_subnet.network_private_1.id}'),
        'aws_db_instance.postgres.publicly_accessible': false,
        'aws_eks_cluster.cluster.vpc_config.endpoint_public_access': false,
      },
      google: {
        'google_container_node_pool.cluster_pool_main.network_config.enable_private_nodes': true,
        'google_sql_database_instance.postgres.settings.ip_configuration.ipv4_enabled': false,
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.*.node_public_ip_enabled': [false, false, false],
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1.vnet_subnet_id':
          '${azurerm_subnet.network_private_1.id}',
        'azurerm_postgresql_flexible_server.postgres.public_network_access_enabled': false,
        'azurerm_managed_redis.redis.public_network_access': 'Disabled',
      },
    }),
  ),
  row(
    '222',
    'security groups let in only what is needed',
    done({
      aws: {
        'aws_vpc_security_group_ingress_rule.postgres_access_in_1.[cidr_ipv4, from_port, to_port]': [
          '10.0.0.0/19',
          5432,
          5432,
        ],
        'aws_vpc_security_group_ingress_rule.redis_access_in_1.[cidr_ipv4, from_port, to_port]': [
          '10.0.0.0/19',
          6379,
          6379,
        ],
      },
      google: {
        'google_compute_firewall.network_firewall_deny.deny[].protocol': ['all'],
        'google_compute_firewall.network_firewall_allow_private.source_ranges': ['10.0.0.0/17', '172.24.0.0/14'],
      },
      azurerm: {
        "azurerm_network_security_group.network_database.security_rule[?name == 'private-tier'].[source_address_prefixes, destination_port_ranges][]":
          [
            ['10.0.0.0/19', '10.0.32.0/19', '10.0.64.0/19'],
            ['5432', '6432'],
          ],
      },
      cluster: {
        'NetworkPolicy."spywatcher/default-deny".spec.policyTypes': ['Ingress', 'Egress'],
        // The mesh's tunnel too, through which calls to other ports are not authorized.
        'NetworkPolicy."spywatcher-backend".spec.ingress[0].ports': [
          { protocol: 'TCP', port: 3001 },
          { protocol: 'TCP', port: 15_008 },
        ],
        'AuthorizationPolicy."spywatcher-backend".spec.rules[].to[].operation.ports[]': ['3001', '3001', '3001'],
      },
    }),
  ),
  row(
    '223',
    'network ACLs of the database subnets',
    done({
      aws: {
        'aws_network_acl.network_database_acl.subnet_ids': [
          '${aws_subnet.network_database_1.id}',
          '${aws_subnet.network_database_2.id}',
          '${aws_subnet.network_database_3.id}',
        ],
        'aws_network_acl_rule.network_database_acl_in_1.rule_action': 'allow',
      },
      google: { 'google_compute_firewall.network_database_deny.deny[].protocol': ['all'] },
      azurerm: {
        'azurerm_subnet_network_security_group_association.network_database_1_guard.subnet_id':
          '${azurerm_subnet.network_database_1.id}',
      },
    }),
  ),
  row('223', 'network ACLs of the public and private subnets', done(accessLists)),
  row(
    '224',
    'VPC flow logs',
    done({
      aws: {
        'aws_flow_log.network_flow_log.[vpc_id, traffic_type]': ['${aws_vpc.network.id}', 'ALL'],
        'aws_cloudwatch_log_group.network_flow_log_group.retention_in_days': 90,
      },
      google: {
        'values(google_compute_subnetwork)[].log_config.flow_sampling': [1, 1, 1],
        'google_logging_project_bucket_config.network_flow_logs.retention_days': 90,
      },
      azurerm: {
        'azurerm_network_watcher_flow_log.network_flow_logs.[enabled, target_resource_id]': [
          true,
          '${azurerm_virtual_network.network.id}',
        ],
        'azurerm_network_watcher_flow_log.network_flow_logs.retention_policy.days': 90,
      },
    }),
  ),
];

const application = [
  row(
    '228',
    'containers run as non-root',
    done({
      cluster: {
        ...ofBoth('runAsNonRoot', true),
        [`${pod('backend')}.securityContext.runAsUser`]: 10_001,
        [`${pod('frontend')}.securityContext.runAsUser`]: 10_001,
        'Namespace.spywatcher.metadata.labels."pod-security.kubernetes.io/enforce"': 'restricted',
      },
    }),
  ),
  row('229', 'read-only root filesystems', done({ cluster: ofBoth('readOnlyRootFilesystem', true) })),
  row(
    '230',
    'no privilege escalation',
    done({
      cluster: { ...ofBoth('allowPrivilegeEscalation', false), ...ofBoth('capabilities.drop', ['ALL']) },
    }),
  ),
  row('231', 'images are scanned', open('Registry.scan')),
  row('231', 'scanning in the pipeline', notInfrastructure('a step of the pipeline')),
];

const data = [
  row(
    '235',
    'encryption at rest with keys of KMS',
    done(postgresKey, redisKey, {
      aws: {
        'aws_eks_cluster.cluster.encryption_config.provider.key_arn': '${aws_kms_key.keys_cluster.arn}',
        'aws_kms_key.*.enable_key_rotation': (rotated: readonly boolean[]) =>
          rotated.length === 10 && rotated.every(Boolean),
      },
      google: { 'google_container_cluster.cluster.database_encryption.state': 'ENCRYPTED' },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.disk_encryption_set_id':
          '${azurerm_disk_encryption_set.cluster_disk_encryption.id}',
      },
    }),
  ),
  row(
    '236',
    'TLS 1.2 or later in transit',
    done(https('production'), {
      aws: {
        "aws_db_parameter_group.postgres_parameters.parameter[?name == 'rds.force_ssl'].value": ['1'],
        'aws_elasticache_replication_group.redis.transit_encryption_mode': 'required',
      },
      google: {
        'google_sql_database_instance.postgres.settings.ip_configuration.ssl_mode': 'ENCRYPTED_ONLY',
        'google_redis_instance.redis.transit_encryption_mode': 'SERVER_AUTHENTICATION',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_require_secure_transport.value': 'on',
        'azurerm_managed_redis.redis.default_database.client_protocol': 'Encrypted',
      },
      cluster: { 'ClientTrafficPolicy.public.spec.tls.minVersion': '1.2' },
    }),
  ),
  row('237', 'secrets in Secrets Manager', done({ cluster: secretStore })),
  row(
    '238',
    'credentials of databases are replaced by the cloud after 30 days, and the application learns of it within a minute',
    done({
      aws: {
        'aws_scheduler_schedule.postgres_rotation.schedule_expression': 'cron(0 2 * * ? *)',
        'aws_sfn_state_machine.postgres_rotation_state_machine.definition': contains('rds:modifyDBInstance'),
        'aws_scheduler_schedule.postgres_users_app_rotation.schedule_expression': 'cron(0 2 * * ? *)',
      },
      google: {
        'google_cloud_scheduler_job.postgres_rotation.schedule': '0 2 * * *',
        'google_workflows_workflow.postgres_rotation_workflow.source_contents': contains(':addVersion'),
        'google_cloud_scheduler_job.postgres_users_app_rotation.schedule': '0 2 * * *',
      },
      azurerm: {
        'azurerm_logic_app_trigger_recurrence.postgres_rotation_clock.frequency': 'Day',
        'azurerm_logic_app_action_custom.postgres_rotation_steps.body': contains('administratorLoginPassword'),
        'azurerm_logic_app_trigger_recurrence.postgres_users_app_rotation_clock.frequency': 'Day',
      },
      cluster: {
        'ExternalSecret."spywatcher-backend-secrets".spec.refreshInterval': '1m',
        'Deployment."spywatcher-backend".metadata.annotations."secret.reloader.stakater.com/reload"':
          'spywatcher-backend-secrets',
      },
    }),
  ),
];

const access = [
  row(
    '242',
    'IAM roles with least privilege',
    done({
      aws: {
        'aws_iam_role_policy.identity_cert_manager_role_policy.policy': contains(
          '${aws_route53_zone.dns_main.zone_id}',
        ),
        'aws_eks_pod_identity_association.identity_external_secrets.service_account': 'external-secrets',
      },
      google: {
        'google_dns_managed_zone_iam_member.identity_cert_manager_zone_main.managed_zone':
          '${google_dns_managed_zone.dns_main.name}',
        'google_secret_manager_secret_iam_member.identity_external_secrets_secret_jwt_1.secret_id':
          '${google_secret_manager_secret.secrets_app_jwt.id}',
      },
      azurerm: {
        'azurerm_federated_identity_credential.identity_external_secrets_credential.subject':
          'system:serviceaccount:external-secrets:external-secrets',
        'azurerm_role_assignment.identity_cert_manager_zone_main.scope': '${azurerm_dns_zone.dns_main.id}',
      },
    }),
  ),
  row(
    '243',
    'RBAC in Kubernetes: administrators',
    done({
      aws: {
        'aws_eks_access_policy_association.cluster_access_admin_spywatcher_devops_policy.principal_arn':
          'arn:aws:iam::123456789012:role/spywatcher-devops',
      },
      google: {
        'google_project_iam_member.cluster_administrator_group_devops_spywatcher_example_com_5be109.role':
          'roles/container.admin',
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.azure_active_directory_role_based_access_control.azure_rbac_enabled': true,
        'azurerm_kubernetes_cluster.cluster.local_account_disabled': true,
      },
      cluster: { [`${pod('backend')}.automountServiceAccountToken`]: false },
    }),
  ),
  row('243', 'RBAC in Kubernetes: readers and editors of a namespace', done(namespaceAccess)),
  row('244', 'MFA for administrators', open('Bastion')),
  row('245', 'audit logs of the cluster', done(logs)),
  row(
    '245',
    'audit logs of the account',
    done({
      account: {
        aws: {
          'aws_cloudtrail.account_trail.[is_multi_region_trail, enable_log_file_validation]': [true, true],
          'terraform_data.protected.for_each': contains('account.auditTrail'),
        },
        google: {
          'google_logging_project_bucket_config.account_trail.retention_days': 400,
          'google_logging_project_sink.account_trail_trail_sink.filter': contains('cloudaudit.googleapis.com/activity'),
        },
        azurerm: {
          'contains(azurerm_monitor_diagnostic_setting.account_trail_setting.enabled_log[].category, `"Administrative"`)': true,
          'azurerm_storage_container_immutability_policy.account_trail_retention.immutability_period_in_days': 400,
        },
      },
    }),
  ),
  row(
    '245',
    'audit logs of databases: changes of tables, roles and rights',
    done({
      aws: {
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'pgaudit.log'].value`]: ['ddl,role'],
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'shared_preload_libraries'].value`]: [
          'pg_stat_statements,pgaudit',
        ],
      },
      google: {
        [`google_sql_database_instance.postgres.settings.database_flags[?name == 'pgaudit.log'].value`]: ['ddl,role'],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_pgaudit_log.value': 'ddl,role',
      },
      cluster: {
        [`Deployment."spywatcher-users-postgres".spec.template.spec.containers[0].env[?name == 'AUDITING'].value`]: [
          'on',
        ],
      },
    }),
  ),
];

export const security = [...network, ...application, ...data, ...access];
