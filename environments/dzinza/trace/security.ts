/** "Security Hardening" to "Troubleshooting" of the design. */
import { contains, differs, done, notInfrastructure, row, shows, type Trace } from '../../../index';
import { cloudDashboard } from '../../evidence/alarms';
import { https } from './edge';

const PODS = '[Rollout."dzinza-api", Rollout."dzinza-web", Deployment."dzinza-imports"][].spec.template.spec';
const COMMANDS = 'commands of people';

/** The text of a dashboard, in JSON. */
const dashboard = (name: string): string => `values(ConfigMap."dzinza-dashboard-${name}".data)[0]`;

export const hardening: Trace['rows'] = [
  row(
    '250',
    'pods do not run as root',
    done({ cluster: { [`${PODS}.securityContext.[runAsNonRoot, runAsUser]`]: Array(3).fill([true, 10001]) } }),
  ),
  row(
    '251',
    'read-only file systems',
    done({
      cluster: { [`${PODS}.containers[].securityContext.readOnlyRootFilesystem`]: Array(3).fill(true) },
    }),
  ),
  row('252', 'minimal images', notInfrastructure('belongs to the repository of the application')),
  row(
    '253',
    'nodes take updates every week',
    done({
      aws: {
        'aws_scheduler_schedule.cluster_updates_workers.[schedule_expression, schedule_expression_timezone]': [
          'cron(0 2 ? * SUN *)',
          'UTC',
        ],
      },
      google: {
        'values(google_container_node_pool)[].management.auto_upgrade': [true, true, true],
        'google_container_cluster.cluster.maintenance_policy.recurring_window.recurrence': 'FREQ=WEEKLY;BYDAY=SU',
      },
      azurerm: {
        'azurerm_kubernetes_cluster.cluster.[node_os_upgrade_channel, maintenance_window_node_os.day_of_week]': [
          'NodeImage',
          'Sunday',
        ],
      },
    }),
  ),
  row(
    '256',
    'Pod Security Standards',
    done({
      cluster: {
        'Namespace.[production, monitoring, gateway][].metadata.labels."pod-security.kubernetes.io/enforce"':
          Array(3).fill('restricted'),
      },
    }),
  ),
  row(
    '257',
    'network policies',
    done({
      aws: {
        'aws_eks_addon.cluster_addons_vpc_cni.configuration_values': (values: string) =>
          /enableNetworkPolicy\\?" = \\?"?true/.test(values) || /"enableNetworkPolicy":\s*"true"/.test(values),
      },
      google: { 'google_container_cluster.cluster.datapath_provider': 'ADVANCED_DATAPATH' },
      azurerm: { 'azurerm_kubernetes_cluster.cluster.network_profile.network_policy': 'cilium' },
      cluster: {
        'NetworkPolicy."production/default-deny".spec': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
    }),
  ),
  row(
    '258',
    'Istio encrypts and authenticates every call',
    done({
      cluster: {
        'charts.["istio-base", istiod, "istio-cni", ztunnel][].namespace': Array(4).fill('istio-system'),
        'Namespace.[production, gateway, monitoring][].metadata.labels."istio.io/dataplane-mode"':
          Array(3).fill('ambient'),
        'PeerAuthentication."production/default".spec.mtls.mode': 'STRICT',
        'AuthorizationPolicy.["dzinza-api", "dzinza-web", "dzinza-imports"][].spec.action': Array(3).fill('ALLOW'),
      },
    }),
  ),
  row(
    '259',
    'External Secrets',
    done({
      cluster: {
        'charts."external-secrets".namespace': 'external-secrets',
        'ClusterSecretStore.cloud.spec.conditions[].namespaces[]': (namespaces: string[]) =>
          namespaces.includes('production'),
        'ExternalSecret."dzinza-api-secrets".spec.[refreshInterval, secretStoreRef.name]': ['1m', 'cloud'],
      },
    }),
  ),
];

export const compliance: Trace['rows'] = [
  row(
    '262',
    'SOC 2: controls, and evidence of them',
    done({
      account: {
        aws: { 'aws_config_conformance_pack.account_compliance_soc2.template_body': contains('CC6') },
        google: {
          'google_org_policy_policy.account_compliance_sql_restrict_public_ip.spec.rules[0].enforce': 'TRUE',
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_soc2.policy_definition_id':
            contains('policySetDefinitions'),
        },
      },
    }),
  ),
  row(
    '263',
    'GDPR: data stays in its regions',
    done({
      because: 'on AWS the organization closes regions to its accounts, by a service control policy',
      account: {
        google: {
          'google_org_policy_policy.account_compliance_gcp_resource_locations.spec.rules[0].values.allowed_values': [
            'in:us-west1-locations',
            'in:us-central1-locations',
            'global',
          ],
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_regions_of_resources.parameters':
            contains('westus2'),
        },
      },
    }),
  ),
  row(
    '263',
    'GDPR: data is encrypted on disks and on the wire',
    done(https('production'), {
      aws: {
        'aws_db_instance.postgres.storage_encrypted': true,
        'aws_elasticache_replication_group.redis.[at_rest_encryption_enabled, transit_encryption_mode]': [
          'true',
          'required',
        ],
      },
      google: {
        'google_sql_database_instance.postgres.settings.ip_configuration.ssl_mode': 'ENCRYPTED_ONLY',
        'google_redis_instance.redis.transit_encryption_mode': 'SERVER_AUTHENTICATION',
      },
      azurerm: {
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_require_secure_transport.value': 'on',
        'azurerm_managed_redis.redis.default_database.client_protocol': 'Encrypted',
      },
    }),
  ),
  row(
    '264',
    'HIPAA, if applicable',
    done({
      account: {
        aws: { 'aws_config_conformance_pack.account_compliance_hipaa.template_body': contains('164.312') },
        google: {
          'google_org_policy_policy.account_compliance_sql_restrict_public_ip.spec.rules[0].enforce': 'TRUE',
        },
        azurerm: {
          'azurerm_subscription_policy_assignment.account_compliance_hipaa.policy_definition_id':
            contains('policySetDefinitions'),
        },
      },
    }),
  ),
];

export const dashboards: Trace['rows'] = [
  row('272-298', 'kubectl, psql and aws', notInfrastructure(COMMANDS)),
  row(
    '285',
    "PostgreSQL 13's client",
    differs('13 has ended: the server is 17, and so is its client', {
      aws: { 'aws_db_instance.postgres.engine_version': '17' },
      google: { 'google_sql_database_instance.postgres.database_version': 'POSTGRES_17' },
      azurerm: { 'azurerm_postgresql_flexible_server.postgres.version': '17' },
    }),
  ),
  row(
    '302',
    'dashboard: infrastructure',
    done({
      cluster: {
        [dashboard('cluster')]: shows('CPU', 'Memory', 'Network', 'Busiest disk', 'Pods'),
      },
    }),
  ),
  row(
    '303',
    'dashboard: application',
    done({
      cluster: { [dashboard('workloads')]: shows('Requests', 'Server errors', 'Response time') },
    }),
  ),
  row(
    '304',
    'dashboard: database',
    done({
      cluster: {
        [dashboard('databases')]: shows('Connections', 'Transactions', 'Size', 'Deadlocks'),
      },
    }),
  ),
  row('305', 'dashboard: security events, as requests that are blocked', done(cloudDashboard('Firewall-site'))),
];
