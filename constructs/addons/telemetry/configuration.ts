/** Configuration of the OpenTelemetry Collector: what it receives, what it adds, and where it sends. */
import type { TelemetryRoute, Values } from '../../cloud-lookup/contract';
import type { AddonContext } from '../addon';
import { addressOf, collectorOf, OTLP, sendsToTempo } from '../parts/collector';
import type { TelemetryProps } from './schema';

/** Ports of its own metrics and of its health. */
export const METRICS = 8888;
const HEALTH = 13_133;

const everywhere = (port: number): string => `0.0.0.0:${port}`;

/** What the clouds take at once: docs.cloud.google.com/stackdriver/docs/otlp, docs.aws.amazon.com/AmazonCloudWatch */
const BATCH = { send_batch_size: 200, send_batch_max_size: 200, timeout: '5s' };

/** Adds the pod's names, by the address that it sends from. */
const NAMES = {
  extract: { metadata: ['k8s.namespace.name', 'k8s.deployment.name', 'k8s.pod.name', 'k8s.node.name'] },
  pod_association: [{ sources: [{ from: 'connection' }] }],
};

/** What the processor of names reads. */
export const READS = [
  { apiGroups: [''], resources: ['pods', 'namespaces'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get', 'list', 'watch'] },
];

const merged = (routes: readonly TelemetryRoute[], kind: keyof TelemetryRoute): Values =>
  Object.assign({}, ...routes.map((route) => route[kind])) as Values;

/** Where a kind of data goes. */
function routesOf({ props, environment, cloud, addonNamespaces }: AddonContext<TelemetryProps>) {
  const { samplePercent } = props;
  const sampler = { probabilistic_sampler: { sampling_percentage: samplePercent } };
  const tempo: TelemetryRoute = {
    extensions: {},
    processors: {},
    exporters: {
      'otlp_grpc/tempo': {
        endpoint: addressOf(collectorOf('tempo', addonNamespaces), 'grpc'),
        tls: { insecure: true },
      },
    },
  };
  const sampled: TelemetryRoute = { extensions: {}, processors: samplePercent < 100 ? sampler : {}, exporters: {} };
  const traces = [
    ...(sendsToTempo(environment.addons) ? [tempo] : []),
    ...(props.traces?.includes('cloud') ? [cloud.telemetry('traces')] : []),
  ];
  const metrics = props.metrics.includes('cloud') ? [cloud.telemetry('metrics')] : [];
  return { traces: traces.length > 0 ? [sampled, ...traces] : [], metrics };
}

export function configurationOf(context: AddonContext<TelemetryProps>) {
  const byKind = Object.entries(routesOf(context)).filter(([, routes]) => routes.length > 0);
  const all = byKind.flatMap(([, routes]) => routes);
  const extensions = { health_check: { endpoint: everywhere(HEALTH) }, ...merged(all, 'extensions') };
  return {
    extensions,
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: everywhere(OTLP.grpc) }, http: { endpoint: everywhere(OTLP.http) } },
      },
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 80, spike_limit_percentage: 20 },
      k8s_attributes: NAMES,
      ...merged(all, 'processors'),
      batch: BATCH,
    },
    exporters: merged(all, 'exporters'),
    service: {
      extensions: Object.keys(extensions),
      telemetry: {
        metrics: { readers: [{ pull: { exporter: { prometheus: { host: '0.0.0.0', port: METRICS } } } }] },
      },
      pipelines: Object.fromEntries(
        byKind.map(([kind, routes]) => [
          kind,
          {
            receivers: ['otlp'],
            processors: ['memory_limiter', 'k8s_attributes', ...Object.keys(merged(routes, 'processors')), 'batch'],
            exporters: Object.keys(merged(routes, 'exporters')),
          },
        ]),
      ),
    },
  };
}
