/** What a workload's pods need to send traces: OpenTelemetry's standard variables, and a way to the collector. */
import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1';

import { COLLECTOR_PODS, collectorUrl, OTLP } from '../../../constructs/addons/tempo/collector';
import type { Traces, TRACING_VARIABLES } from '../../../constructs/workload/traces';
import { inNamespace, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import type { WorkloadContext } from './context';

/** opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const PROTOCOLS = { http: 'http/protobuf', grpc: 'grpc' } as const satisfies Record<Traces['protocol'], string>;

/** The collector takes nothing but traces. */
const NO_OTHER_SIGNALS = { OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' } as const;

/** The image's tag. */
const versionOf = (image: string): string | undefined => /:([^/:]+)$/.exec(image.split('@')[0] ?? '')?.[1];

export function tracingVariables(
  { name, props: { traces }, environment, addonNamespaces }: WorkloadContext,
  image: string,
): Readonly<Record<string, string>> {
  if (traces === undefined) return {};
  const version = versionOf(image);
  const attributes = {
    'service.namespace': environment.system,
    'deployment.environment.name': environment.environment,
    ...(version !== undefined && { 'service.version': version }),
    ...traces.attributes,
  };
  const variables: Record<(typeof TRACING_VARIABLES)[number], string> = {
    OTEL_SERVICE_NAME: traces.name ?? name,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join(','),
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(traces.samplePercent / 100),
    OTEL_EXPORTER_OTLP_ENDPOINT: collectorUrl(addonNamespaces, traces.protocol),
    OTEL_EXPORTER_OTLP_PROTOCOL: PROTOCOLS[traces.protocol],
  };
  return { ...NO_OTHER_SIGNALS, ...variables };
}

export const toCollector = ({ props: { traces }, addonNamespaces }: WorkloadContext): NetworkPolicyEgressRule[] =>
  traces
    ? [
        {
          to: [{ ...inNamespace(addonNamespaces.tempo), ...podsWith(COLLECTOR_PODS) }],
          ports: tcp(...Object.values(OTLP)),
        },
      ]
    : [];
