/** "Maintenance Windows", "Compliance & Governance" and "Quick Reference". */
import { contains, differs, done, hosts, notInfrastructure, row } from '../../../index';
import { domainsOf } from '../base';
import { https } from './edge';
import { alarms, databaseAlarm, notices } from './evidence';
import { deployment, receiver, severity } from './paths';

const window = {
  aws: {
    'aws_db_instance.postgres.maintenance_window': 'sun:02:00-sun:04:00',
    'aws_elasticache_replication_group.redis.maintenance_window': 'sun:02:00-sun:04:00',
    'aws_scheduler_schedule.cluster_updates_main.schedule_expression': 'cron(0 2 ? * SUN *)',
  },
  google: {
    'google_container_cluster.cluster.maintenance_policy.recurring_window.[start_time, recurrence]': [
      '2025-01-12T02:00:00Z',
      'FREQ=WEEKLY;BYDAY=SU',
    ],
    'google_sql_database_instance.postgres.settings.maintenance_window.[day, hour]': [7, 2],
    'google_redis_instance.redis.maintenance_policy.weekly_maintenance_window[0].[day, start_time.hours]': [
      'SUNDAY',
      2,
    ],
  },
  azurerm: {
    'azurerm_kubernetes_cluster.cluster.maintenance_window_auto_upgrade.[day_of_week, start_time, duration]': [
      'Sunday',
      '02:00',
      4,
    ],
    'azurerm_postgresql_flexible_server.postgres.maintenance_window.[day_of_week, start_hour]': [0, 2],
  },
};

const maintenance = [
  row(
    '304',
    'Sundays 02:00-04:00 UTC',
    differs(
      'GKE requires twelve hours, AKS four; a flexible server takes one, and Azure Managed Redis has no window',
      window,
    ),
  ),
  row(
    '305',
    "seven days' notice",
    differs('people are told what the cloud plans as soon as it says so, which Azure does five days before', notices),
  ),
  row(
    '306-307',
    'patches of the operating system',
    done({
      aws: {
        'aws_scheduler_schedule.cluster_updates_main.target.arn': contains('updateNodegroupVersion'),
        'aws_scheduler_schedule.cluster_updates_main.schedule_expression': 'cron(0 2 ? * SUN *)',
      },
      google: { 'google_container_node_pool.cluster_pool_main.management.auto_upgrade': true },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.node_os_upgrade_channel': 'NodeImage' },
    }),
  ),
  row(
    '308',
    'maintenance of the database',
    done({
      aws: {
        'aws_db_instance.postgres.[auto_minor_version_upgrade, maintenance_window]': [true, 'sun:02:00-sun:04:00'],
      },
      google: { 'google_sql_database_instance.postgres.settings.maintenance_window.update_track': 'stable' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.maintenance_window.day_of_week': 0 },
    }),
  ),
  row(
    '309',
    'upgrades of Kubernetes',
    done({
      aws: { 'aws_eks_cluster.cluster.version': '1.35', 'aws_eks_node_group.cluster_pool_main.version': '1.35' },
      google: { 'google_container_cluster.cluster.min_master_version': '1.35' },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.kubernetes_version': '1.35',
        'azurerm_kubernetes_cluster.cluster.maintenance_window_auto_upgrade.day_of_week': 'Sunday',
      },
    }),
  ),
  row(
    '310',
    'certificates are renewed by themselves',
    done({
      edge: {
        // The clouds renew what they have proved by a record, which stays.
        aws: {
          'values(aws_acm_certificate)[?validation_method != `"DNS"`]': [],
          'length(values(aws_acm_certificate_validation)[].certificate_arn)': 4,
        },
        google: { 'length(values(google_certificate_manager_certificate)[].managed.dns_authorizations[])': 3 },
        azurerm: {
          "values(azurerm_dns_cname_record)[?record == '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.host_name}'].name":
            ['api', 'grafana'],
        },
      },
      cluster: {
        'ClusterIssuer.acme.spec.acme.email': 'devops@spywatcher.example.com',
        'ClusterIssuer.acme.spec.acme.solvers[].selector.dnsZones[]': hosts(domainsOf('production'), '@'),
        'values(Certificate)[].spec.dnsNames[]': hosts(domainsOf('production'), 'origin'),
        'values(Certificate)[].spec.issuerRef.name | [0]': 'acme',
        [severity('CertificateExpires')]: 'warning',
      },
    }),
  ),
  row(
    '310',
    'on Azure the certificate of the domain itself is renewed',
    differs('Front Door renews what a CNAME leads to it: every half year somebody has Azure prove the domain again', {
      edge: {
        azurerm: {
          "values(azurerm_dns_txt_record)[?name == '_dnsauth'].record[0].value": [
            '${azurerm_cdn_frontdoor_custom_domain.load_balancer_host_azure_spywatcher_example_com.validation_token}',
          ],
        },
      },
      because: 'AWS and Google renew by records that stay',
    }),
  ),
  row('314-316', 'emergency maintenance', notInfrastructure('a process')),
];

const governance = [
  row(
    '322-327',
    'tags Environment, Project, ManagedBy, CostCenter',
    done({
      aws: {
        'provider.aws[0].default_tags[0].tags': {
          Environment: 'production',
          Project: 'spywatcher',
          ManagedBy: 'terraform',
          CostCenter: 'engineering',
        },
      },
      google: {
        'provider.google[0].default_labels': {
          environment: 'production',
          project: 'spywatcher',
          'managed-by': 'terraform',
          'cost-center': 'engineering',
        },
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.tags': {
          Environment: 'production',
          Project: 'spywatcher',
          ManagedBy: 'terraform',
          CostCenter: 'engineering',
        },
      },
    }),
  ),
  row(
    '331-332',
    'names {project}-{environment}-{resource}',
    done({
      aws: { 'aws_db_instance.postgres.identifier': 'spywatcher-production-postgres' },
      google: { 'google_sql_database_instance.postgres.name': 'spywatcher-production-postgres' },
      azurerm: { 'azurerm_virtual_network.network.name': 'spywatcher-production-network' },
    }),
  ),
  row(
    '336',
    'CloudTrail',
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
  row('337-338', 'access reviews and security audits', notInfrastructure('a process')),
];

const reference = [
  row(
    '345-359',
    'namespace spywatcher, deployments spywatcher-backend and -frontend',
    done({
      cluster: {
        'Namespace.spywatcher.metadata.name': 'spywatcher',
        'Deployment."spywatcher/spywatcher-backend".metadata.name': 'spywatcher-backend',
        [`${deployment('backend')}.revisionHistoryLimit`]: 5,
      },
    }),
  ),
  row(
    '361-362',
    'snapshots of spywatcher-production',
    differs('line 331 demands the name of the resource: spywatcher-production-postgres', {
      aws: { 'aws_db_instance.postgres.identifier': 'spywatcher-production-postgres' },
      because: 'a command for AWS',
    }),
  ),
  row('364-365', 'alarms of CloudWatch', done(databaseAlarm, alarms)),
  row(
    '370-373',
    'four addresses over HTTPS',
    done(
      {
        cluster: {
          'values(HTTPRoute)[].spec.hostnames[]': hosts(domainsOf('production'), '@', 'api', 'grafana'),
        },
      },
      https('production'),
      {
        in: 'staging',
        cluster: {
          'values(HTTPRoute)[?metadata.labels."app.kubernetes.io/name" == \'spywatcher-frontend\'].spec.hostnames[]':
            hosts(domainsOf('staging'), '@'),
        },
      },
      https('staging'),
    ),
  ),
  row(
    '370-373',
    'the zone of these addresses, signed',
    done({
      aws: {
        'aws_route53_zone.dns_main.name': 'spywatcher.example.com',
        'aws_route53_hosted_zone_dnssec.dns_main_signing.hosted_zone_id':
          '${aws_route53_key_signing_key.dns_main_signing_signer.hosted_zone_id}',
      },
      google: {
        'google_dns_managed_zone.dns_main.[dns_name, dnssec_config.state]': ['gcp.spywatcher.example.com.', 'on'],
      },
      azurerm: {
        'azurerm_dns_zone.dns_main.name': 'azure.spywatcher.example.com',
        'azurerm_resource_group_template_deployment.dns_main_signing.template_content': contains('dnssecConfigs'),
      },
    }),
  ),
  row('374', "AWS' console", notInfrastructure('a link')),
  row(
    '378-379',
    'on-call and DevOps are told',
    done({
      cluster: {
        [`${receiver('critical')}.email_configs[0].to`]: 'oncall@spywatcher.example.com',
        [`${receiver('warning')}.email_configs[0].to`]: 'devops@spywatcher.example.com',
      },
    }),
  ),
  row(
    '380',
    "the account's contact for security",
    done({
      account: {
        aws: {
          'aws_account_alternate_contact.account_contacts_security.email_address': 'security@spywatcher.example.com',
        },
        google: {
          'google_essential_contacts_contact.account_contacts_security.email': 'security@spywatcher.example.com',
        },
        azurerm: {
          'azurerm_security_center_contact.account_contacts_security.email': 'security@spywatcher.example.com',
        },
      },
    }),
  ),
];

export const operations = [...maintenance, ...governance, ...reference];
