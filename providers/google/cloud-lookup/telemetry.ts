/**
 * How the OpenTelemetry Collector sends to Cloud Trace and to Cloud Monitoring: by the Telemetry API, which takes the place of
 * exporters of Google's own. docs.cloud.google.com/stackdriver/docs/otlp/migrate-collector-to-otlp-exporters
 */
import type { TelemetryRoute } from '../../../constructs/cloud-lookup/contract';
import type { Signal } from '../../../constructs/workload-identity/contract';

const SIGNER = 'googleclientauth';

export interface TelemetrySource {
  readonly project: string;
  /** Where the cluster is. */
  readonly location: string;
  readonly cluster: string;
}

/** Labels by which Cloud Monitoring tells what a series is of. A program's own label of such a name would hide it. */
const RESERVED = ['location', 'cluster', 'namespace', 'job', 'instance', 'project_id'];

/** Google finds the project in the data, and the cluster of a series. */
const placed = ({ project, location, cluster }: TelemetrySource) => ({
  'resource/cloud': {
    attributes: Object.entries({ 'gcp.project_id': project, location, cluster }).map(([key, value]) => ({
      key,
      value,
      action: 'upsert',
    })),
  },
});

const renamed = {
  'transform/cloud': {
    metric_statements: [
      {
        context: 'datapoint',
        statements: RESERVED.flatMap((label) => [
          `set(attributes["exported_${label}"], attributes["${label}"])`,
          `delete_key(attributes, "${label}")`,
        ]),
      },
    ],
  },
};

export const telemetryRoute = (signal: Signal, source: TelemetrySource): TelemetryRoute => ({
  extensions: { [SIGNER]: { project: source.project, quota_project: source.project } },
  processors: { ...placed(source), ...(signal === 'metrics' && renamed) },
  exporters: {
    'otlp_http/cloud': {
      endpoint: 'https://telemetry.googleapis.com',
      encoding: 'proto',
      auth: { authenticator: SIGNER },
    },
  },
});
