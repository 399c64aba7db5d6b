/** Rows of "Security". */
import { contains, done, notInfrastructure, open, row } from '../../../index';
import { https, rateLimit } from './edge';

export const security = [
  row(
    '222',
    'nodes, services and databases are in private subnets',
    done({
      aws: {
        'aws_db_instance.postgres.publicly_accessible': false,
        'aws_db_subnet_group.postgres_subnets.subnet_ids[0]': '${aws_subnet.network_database_1.id}',
        'aws_eks_node_group.cluster_pool_main.subnet_ids[0]': '${aws_subnet.network_private_1.id}',
      },
      google: {
        'google_sql_database_instance.postgres.settings.ip_configuration.ipv4_enabled': false,
        'google_container_cluster.cluster.private_cluster_config.enable_private_nodes': true,
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.[delegated_subnet_id, public_network_access_enabled]': [
          '${azurerm_subnet.network_database_1.id}',
          false,
        ],
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_main_1.[vnet_subnet_id, node_public_ip_enabled]': [
          '${azurerm_subnet.network_private_1.id}',
          false,
        ],
      },
    }),
  ),
  row('223', 'jump boxes', open('Bastion')),
  row('224', 'VPN for administrators', open('Vpn')),
  row(
    '225',
    'network policies between pods: the database’s clients and who may call payments',
    done({
      cluster: {
        'NetworkPolicy."production/default-deny".spec.policyTypes': ['Ingress', 'Egress'],
        'NetworkPolicy."fieldday-payments".spec.ingress[].from[].podSelector.matchLabels."app.kubernetes.io/name"': [
          'fieldday-api',
        ],
      },
    }),
  ),
  row('229', 'OAuth 2.0 and OIDC', notInfrastructure('the Auth Service; the secret of its client is in the store')),
  row('230', 'tokens that expire soon', notInfrastructure('the Auth Service; the key that signs them is in the store')),
  row(
    '231',
    'rate limit of each address: 600 requests a minute at the gateway, and 3000 in five minutes before it',
    done(rateLimit, {
      cluster: {
        // The client's address is what the load balancer says: that of the call is its own.
        'ClientTrafficPolicy.public.spec.clientIPDetection.xForwardedFor.numTrustedHops': (hops: number) => hops >= 1,
        'BackendTrafficPolicy.public.spec.rateLimit.local.rules': [
          {
            clientSelectors: [{ sourceCIDR: { type: 'Distinct', value: '0.0.0.0/0' } }],
            limit: { requests: 600, unit: 'Minute' },
          },
        ],
      },
    }),
  ),
  row('231', 'rate limit of each user', open('Gateway.rateLimits')),
  row('232', 'validation of input', notInfrastructure('the services')),
  row('233', 'parameterized queries', notInfrastructure('the services')),
  row('234', 'Content Security Policy', open('Gateway.responseHeaders')),
  row(
    '238',
    'GDPR: data is encrypted where it is kept and on its way',
    done(https('production'), {
      aws: {
        'aws_db_instance.postgres.storage_encrypted': true,
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'rds.force_ssl'].value`]: ['1'],
        'aws_s3_bucket_server_side_encryption_configuration.events_encryption.rule[0].apply_server_side_encryption_by_default.sse_algorithm':
          'aws:kms',
      },
      google: {
        'google_sql_database_instance.postgres.settings.ip_configuration.ssl_mode': 'ENCRYPTED_ONLY',
        'google_storage_bucket.events.encryption.default_kms_key_name': '${google_kms_crypto_key.keys_stores.id}',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_require_secure_transport.value': 'on',
        'azurerm_storage_account.events.[https_traffic_only_enabled, min_tls_version]': [true, 'TLS1_2'],
      },
    }),
  ),
  row(
    '238',
    'GDPR: old versions of deleted events are deleted after 30 days',
    done({
      aws: {
        'aws_s3_bucket_lifecycle_configuration.events_lifecycle.rule[].noncurrent_version_expiration[].noncurrent_days':
          [30],
      },
      google: {
        [`google_storage_bucket.events.lifecycle_rule[?action.type == 'Delete'].condition.days_since_noncurrent_time`]:
          [30],
      },
      azurerm: {
        'azurerm_storage_management_policy.events_lifecycle.rule[].actions.version.delete_after_days_since_creation': [
          30,
        ],
      },
    }),
  ),
  row(
    '238',
    'GDPR: audits of regions and encryption',
    done({
      account: {
        aws: { 'aws_config_conformance_pack.account_compliance_gdpr.template_body': contains('Art. 32') },
        google: {
          'google_org_policy_policy.account_compliance_sql_restrict_public_ip.spec.rules[0].enforce': 'TRUE',
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_gdpr.policy_definition_id':
            contains('policySetDefinitions'),
        },
      },
    }),
  ),
  row('239', 'COPPA', notInfrastructure('the services and their users’ consent')),
  row(
    '240',
    'PCI DSS, of which Stripe keeps the cards',
    done({
      account: {
        aws: { 'aws_securityhub_standards_subscription.account_compliance_pci.standards_arn': contains('pci-dss') },
        google: {
          'google_org_policy_policy.account_compliance_sql_restrict_public_ip.spec.rules[0].enforce': 'TRUE',
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_pci.policy_definition_id':
            contains('policySetDefinitions'),
        },
      },
    }),
  ),
  row(
    '241',
    'SOC 2: controls and audits',
    done({
      account: {
        aws: {
          'aws_cloudtrail.account_trail.[is_multi_region_trail, enable_log_file_validation]': [true, true],
          'aws_config_conformance_pack.account_compliance_soc2.template_body': contains('CC6'),
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
];
