/** "Distributed tracing" of the design. */
import { contains, done, row, type Trace } from '../../../index';

export const API = 'Rollout."dzinza-api".spec.template.spec.containers[0]';

export const tracing: Trace['rows'] = [
  row(
    '28',
    'distributed tracing of the API',
    done({
      cluster: {
        [`${API}.env[?name=='OTEL_EXPORTER_OTLP_ENDPOINT'].value`]: ['http://telemetry-collector.telemetry.svc:4318'],
        'charts."telemetry-collector".values.alternateConfig.exporters."otlp_grpc/tempo".endpoint':
          'trace-collector.monitoring.svc:4317',
        'charts.tempo.[chart, namespace]': ['tempo-distributed', 'monitoring'],
        'charts.tempo.values.storage.trace.backend': (backend: string) => ['s3', 'gcs', 'azure'].includes(backend),
      },
    }),
  ),
  row(
    '28',
    'X-Ray, whose own SDK and daemon end in 2027: traces by OpenTelemetry',
    done({
      aws: {
        'aws_iam_role_policy.identity_telemetry_role_policy.policy': contains('xray:PutTraceSegments'),
      },
      google: {
        'google_project_iam_member.identity_telemetry_traces.role': 'roles/telemetry.tracesWriter',
        'google_project_service.foundation_telemetry.service': 'telemetry.googleapis.com',
      },
      azurerm: {
        'azurerm_application_insights.foundation_telemetry.local_authentication_disabled': true,
        'azurerm_role_assignment.identity_telemetry_telemetry.role_definition_name': 'Monitoring Metrics Publisher',
      },
      cluster: {
        'charts."telemetry-collector".values.alternateConfig.service.pipelines.traces.exporters[]': (
          exporters: string[],
        ) => exporters.some((exporter) => ['awsxray', 'otlp_http/cloud', 'azuremonitor'].includes(exporter)),
      },
    }),
  ),
];
