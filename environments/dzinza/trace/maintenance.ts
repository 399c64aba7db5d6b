/** "Maintenance" to "Contact Information" of the design. */
import { done, notInfrastructure, row, type Trace } from '../../../index';
import { drilled } from './drill';
import { restored } from './operations';

const PROCESS = 'a process';
const CONTRACT = 'a contract';

export const maintenance: Trace['rows'] = [
  row('310', 'a review of patches every week', notInfrastructure(PROCESS)),
  row('311', 'backups are tested every month', done(restored)),
  row('312', 'recovery is tested every quarter', drilled),
  row('313', 'an audit every year', notInfrastructure(PROCESS)),
  row(
    '316',
    'rolling upgrades of the cluster',
    done({
      aws: { 'aws_eks_node_group.cluster_pool_workers.update_config.max_unavailable_percentage': 33 },
      google: {
        'google_container_node_pool.cluster_pool_workers.upgrade_settings.[strategy, max_surge, max_unavailable]': [
          'SURGE',
          1,
          0,
        ],
      },
      azurerm: {
        'azurerm_kubernetes_cluster_node_pool.cluster_pool_workers_1.upgrade_settings.max_surge': '10%',
      },
      cluster: {
        'PodDisruptionBudget.["dzinza-api", "dzinza-web"][].spec.minAvailable': [1, 1],
      },
    }),
  ),
  row(
    '317',
    'blue-green deployments of applications',
    done({ cluster: { 'Rollout."dzinza-api".spec.strategy.blueGreen.previewService': 'dzinza-api-preview' } }),
  ),
  row(
    '318',
    'maintenance windows of the database',
    done({
      aws: { 'aws_db_instance.postgres.maintenance_window': 'sun:02:00-sun:04:00' },
      google: {
        'google_sql_database_instance.postgres.settings.maintenance_window.[day, hour]': [7, 2],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server.postgres.maintenance_window.[day_of_week, start_hour]': [0, 2],
      },
    }),
  ),
  row('319', 'critical patches at once', notInfrastructure(PROCESS)),
  row(
    '324-325',
    'contacts of the accounts',
    done({
      account: {
        aws: { 'aws_account_alternate_contact.account_contacts_security.email_address': 'devops@dzinza.example.com' },
        google: { 'google_essential_contacts_contact.account_contacts_security.email': 'devops@dzinza.example.com' },
        azurerm: { 'azurerm_security_center_contact.account_contacts_security.email': 'devops@dzinza.example.com' },
      },
    }),
  ),
  row(
    '326',
    'somebody is on call around the clock',
    done({
      cluster: {
        "charts.monitoring.values.alertmanager.config.route.routes[?receiver=='critical'].[group_wait, active_time_intervals]":
          [['0s', null]],
        "charts.monitoring.values.alertmanager.config.receivers[?name=='critical'].pagerduty_configs[].routing_key_file":
          ['/etc/alertmanager/secrets/alertmanager-receivers/pagerduty.password'],
      },
    }),
  ),
  row('329', 'AWS Enterprise Support', notInfrastructure(CONTRACT)),
  row(
    '330',
    'PagerDuty',
    done({
      cluster: {
        "charts.monitoring.values.alertmanager.config.receivers[?name=='critical'] | length([0].pagerduty_configs)": 1,
      },
    }),
  ),
  row(
    '330',
    'Datadog',
    done({
      cluster: {
        'charts.datadog.[chart, namespace]': ['datadog', 'datadog'],
        'charts.datadog.values.agents.tolerations': [{ operator: 'Exists' }],
        'charts.datadog.values.datadog.[site, apiKeyExistingSecret]': ['datadoghq.com', 'datadog'],
        'ExternalSecret.datadog.spec.data[].[secretKey, remoteRef.property]': [['api-key', 'password']],
      },
    }),
  ),
  row('331', 'penetration tests every year', notInfrastructure(CONTRACT)),
];
