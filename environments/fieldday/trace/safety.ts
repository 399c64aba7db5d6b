/** Rows of "Disaster Recovery" and "Security". */
import { contains, differs, done, notInfrastructure, open, row } from '../../../index';
import { https, rateLimit } from './edge';

const recovery = [
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
  row('210', 'critical services are back within an hour', open('Recovery')),
  row(
    '211',
    'other services are back within four hours',
    differs(
      'by hand, as `triptych runbook` tells: its steps take 150 minutes or more with what stands by in the second region, and synthesis refuses an objective below that',
      {
        aws: { 'aws_db_instance.postgres_recovery.region': 'us-west-2' },
        google: { 'google_sql_database_instance.postgres_replica_recovery.region': 'us-west1' },
        azurerm: { 'azurerm_postgresql_flexible_server.postgres_replica_recovery.location': 'centralus' },
      },
    ),
  ),
  row(
    '215',
    'transactions of the last five minutes may be lost: any second can be restored, and a replica is in the second region',
    done({
      aws: {
        'aws_db_instance.postgres_recovery.[region, replicate_source_db]': [
          'us-west-2',
          '${aws_db_instance.postgres.arn}',
        ],
      },
      google: {
        'google_sql_database_instance.postgres.settings.backup_configuration.[point_in_time_recovery_enabled, transaction_log_retention_days]':
          [true, 7],
        'google_sql_database_instance.postgres_replica_recovery.[region, master_instance_name]': [
          'us-west1',
          '${google_sql_database_instance.postgres.name}',
        ],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres_replica_recovery.[location, create_mode, source_server_id]': [
          'centralus',
          'Replica',
          '${azurerm_postgresql_flexible_server.postgres.id}',
        ],
      },
    }),
  ),
  row(
    '216',
    'analytics of the last hour may be lost: they are in the same database, and their archive is a bucket with old versions and a copy',
    done({
      aws: {
        'aws_db_instance.postgres_recovery.region': 'us-west-2',
        'aws_s3_bucket_versioning.events_versioning.versioning_configuration.status': 'Enabled',
        'aws_s3_bucket_replication_configuration.events_replication.rule[0].status': 'Enabled',
      },
      google: {
        'google_sql_database_instance.postgres_replica_recovery.region': 'us-west1',
        'google_storage_bucket.events.versioning.enabled': true,
        'google_storage_transfer_job.events_replication_transfer_job.status': 'ENABLED',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres_replica_recovery.location': 'centralus',
        'azurerm_storage_account.events.blob_properties.versioning_enabled': true,
        'azurerm_storage_object_replication.events_replication.rules[0].copy_blobs_created_after': 'Everything',
      },
    }),
  ),
];

const security = [
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

export const safety = [...recovery, ...security];
