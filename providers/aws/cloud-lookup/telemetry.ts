/** How the OpenTelemetry Collector sends to X-Ray and to CloudWatch. */
import type { TelemetryRoute } from '../../../constructs/cloud-lookup/contract';
import type { Signal } from '../../../constructs/workload-identity/contract';

const SIGNER = 'sigv4auth';

/**
 * By X-Ray's own API, which takes traces in every account: the endpoint for OTLP refuses them until somebody has turned
 * Transaction Search on. docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html
 */
const traces = (region: string): TelemetryRoute => ({
  extensions: {},
  processors: {},
  exporters: { awsxray: { region } },
});

/** docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-otel-send.html */
const metrics = (region: string): TelemetryRoute => ({
  extensions: { [SIGNER]: { region, service: 'monitoring' } },
  processors: {},
  exporters: {
    'otlp_http/cloud': {
      metrics_endpoint: `https://monitoring.${region}.amazonaws.com/v1/metrics`,
      auth: { authenticator: SIGNER },
    },
  },
});

export const telemetryRoute = (signal: Signal, region: string): TelemetryRoute =>
  signal === 'traces' ? traces(region) : metrics(region);
