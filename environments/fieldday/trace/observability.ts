/** Rows of "Monitoring & Observability". */
import { contains, done, type Evidence, notInfrastructure, row } from '../../../index';
import { alert, dashboard, endsWith, setting, severityOf } from './values';

const queryInsights: Evidence = {
  aws: { 'aws_db_instance.postgres.performance_insights_enabled': true },
  google: { 'google_sql_database_instance.postgres.settings.insights_config.query_insights_enabled': true },
  azurerm: {
    'azurerm_postgresql_flexible_server_configuration.postgres_parameter_pg_qs_query_capture_mode.value': 'top',
  },
};

const monitoring = [
  row(
    '149',
    'Datadog on every node',
    done({
      cluster: {
        'charts.datadog.[chart, version, namespace]': ['datadog', '3.240.0', 'datadog'],
        'charts.datadog.values.agents.tolerations': [{ operator: 'Exists' }],
      },
    }),
  ),
  row(
    '149, 153',
    'metrics are kept for 15 days by two Prometheus',
    done({
      cluster: { 'charts.monitoring.values.prometheus.prometheusSpec.[retention, replicas]': ['15d', 2] },
    }),
  ),
  row(
    '155',
    'rate, errors and duration of requests',
    done(
      dashboard('workloads', 'Requests', 'Server errors', 'Response time'),
      dashboard('services', 'Request rate', 'Error rate', 'Latency, 95th percentile'),
      { cluster: { 'PodMonitor."fieldday-reliability".spec.podMetricsEndpoints[0].path': '/metrics' } },
    ),
  ),
  row('156', 'CPU, memory, disk', done(dashboard('cluster', 'CPU', 'Memory', 'Disk I/O', 'Volumes'))),
  row('157', 'connections of the database', done(dashboard('databases', 'Connections', 'Longest transaction'))),
  row('157', 'performance of queries', done(queryInsights)),
  row('158', 'cache hits and misses', done(dashboard('caches', 'Reads with an answer'))),
  row(
    '159',
    'queue depths, as KEDA reads them',
    done(dashboard('queues', 'Depth'), {
      cluster: {
        'charts.keda.values.prometheus.operator.enabled': true,
        [`ScaledObject."fieldday-background-jobs".spec.triggers[?type == 'redis'].metadata.listName`]: ['jobs'],
      },
    }),
  ),
  row(
    '163',
    'JSON logs with request ids, kept for 30 days',
    done(setting('api', 'logs', { format: 'json', requestIdHeader: 'x-request-id' }), {
      cluster: {
        'charts.loki.values.loki.limits_config.retention_period': '720h',
        'charts."log-collector".namespace': 'monitoring',
        'EnvoyProxy.public.spec.telemetry.accessLog.disable': null,
      },
    }),
  ),
  row(
    '161, 164',
    'error tracking with stack traces: Datadog has the logs of the services',
    done({
      cluster: {
        'charts.datadog.values.datadog.logs': { enabled: true, containerCollectAll: true },
        'charts.datadog.values.datadog.containerIncludeLogs': 'kube_namespace:^production$',
        'charts.datadog.values.datadog.apiKeyExistingSecret': 'datadog',
        'ExternalSecret.datadog.spec.data[].[secretKey, remoteRef.property]': [['api-key', 'password']],
      },
    }),
  ),
  row(
    '165',
    'audit logs: the Kubernetes API, and connections to the database',
    done({
      aws: {
        "contains(aws_eks_cluster.cluster.enabled_cluster_log_types, 'audit')": true,
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'log_connections'].value`]: ['1'],
      },
      google: {
        [`google_sql_database_instance.postgres.settings.database_flags[?name == 'log_connections'].value`]: ['on'],
        'google_logging_project_sink.cluster_logs_log_sink.filter': contains('k8s_cluster'),
      },
      azurerm: {
        "contains(azurerm_monitor_diagnostic_setting.cluster_logs_setting.enabled_log[].category, 'kube-audit-admin')": true,
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_log_connections.value': 'on',
      },
    }),
  ),
  row(
    '165',
    'audit logs of statements in the database that change rows, tables, roles or rights',
    done({
      aws: {
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'pgaudit.log'].value`]: ['ddl,role,write'],
        [`aws_db_parameter_group.postgres_parameters.parameter[?name == 'shared_preload_libraries'].value`]: [
          'pg_stat_statements,pgaudit',
        ],
      },
      google: {
        [`google_sql_database_instance.postgres.settings.database_flags[?name == 'pgaudit.log'].value`]: [
          'ddl,role,write',
        ],
      },
      azurerm: {
        'azurerm_postgresql_flexible_server_configuration.postgres_parameter_pgaudit_log.value': 'ddl,role,write',
      },
      cluster: {
        [`Deployment."fieldday-users-postgres".spec.template.spec.containers[0].env[?name == 'AUDITING'].value`]: [
          'on',
        ],
      },
    }),
  ),
  row(
    '166',
    'profiles of the services, which Datadog keeps',
    done({
      cluster: {
        'charts.datadog.values.datadog.apm.portEnabled': true,
        [`Rollout."fieldday-api".spec.template.spec.containers[0].env[?starts_with(name, 'DD_')].[name, value]`]: [
          ['DD_TRACE_AGENT_URL', 'http://datadog.datadog.svc:8126'],
          ['DD_PROFILING_ENABLED', 'true'],
          ['DD_TRACE_ENABLED', 'false'],
        ],
        [`NetworkPolicy."fieldday-api".spec.egress[].to[?!podSelector].namespaceSelector.matchLabels."kubernetes.io/metadata.name"[]`]:
          (namespaces: readonly string[]) => namespaces.includes('datadog'),
      },
    }),
  ),
  row(
    '170',
    'traces across services, kept for 7 days',
    done({
      cluster: {
        'charts.tempo.values.compactor.config.compaction.block_retention': '168h',
        [`Rollout."fieldday-api".spec.template.spec.containers[0].env[?name == 'OTEL_EXPORTER_OTLP_ENDPOINT'].value`]: [
          'http://trace-collector.monitoring.svc:4318',
        ],
        'NetworkPolicy."trace-collector".spec.ingress[].from[].namespaceSelector.matchExpressions[].values[]': [
          'production',
        ],
      },
    }),
  ),
  row('171', 'analysis of the database’s queries', done(queryInsights)),
  row('172', 'tracking of calls to other companies', notInfrastructure('instrumentation of the services')),
];

const alerts = [
  row(
    '176',
    'errors above 1 %',
    done({
      cluster: {
        [alert('HighErrorRate')]: contains('fieldday-api', '> 1 and'),
        [severityOf('HighErrorRate')]: 'critical',
      },
    }),
  ),
  row(
    '177',
    '95th percentile above 500 ms',
    done({ cluster: { [alert('SlowResponses')]: contains('histogram_quantile(0.95', '> 500 and') } }),
  ),
  row(
    '178',
    'less than 20 % of a disk free',
    done({ cluster: { [alert('NodeDiskLow')]: endsWith('< 20'), [alert('VolumeDiskLow')]: endsWith('< 20') } }),
  ),
  row(
    '179',
    'CPU and memory above 80 %',
    done({
      cluster: {
        [alert('HighCpu')]: endsWith('> 80'),
        [alert('HighMemory')]: endsWith('> 80'),
        [alert('NodeHighCpu')]: endsWith('> 80'),
        [alert('NodeHighMemory')]: endsWith('> 80'),
      },
    }),
  ),
  row(
    '180',
    'connections to the database nearly exhausted: 90 %',
    done({ cluster: { [alert('DatabaseConnectionsExhausted')]: contains('pg_settings_max_connections', '> 90') } }),
  ),
  row(
    '181',
    'payments fail',
    done({
      cluster: {
        [alert('PaymentFailures')]: 'sum(rate(payments_failed_total[5m])) > 0',
        [severityOf('PaymentFailures')]: 'critical',
      },
    }),
  ),
  row(
    '176-181',
    'alerts reach people: critical ones at once, warnings in business hours',
    done({
      cluster: {
        'charts.monitoring.values.alertmanager.config.route.routes[1:].[matchers[0], receiver]': [
          ['severity = critical', 'critical'],
          ['severity = warning', 'warning'],
        ],
        [`charts.monitoring.values.alertmanager.config.receivers[?name == 'critical'].pagerduty_configs[].routing_key_file`]:
          ['/etc/alertmanager/secrets/alertmanager-receivers/pagerduty.password'],
      },
    }),
  ),
];

export const observability = [...monitoring, ...alerts];
