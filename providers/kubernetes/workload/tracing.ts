/** What a workload's pods need to send traces: OpenTelemetry's standard variables, and a way to the collector. */
import type { NetworkPolicyEgressRule } from 'kubernetes-types/networking/v1';

import { addressOf, OTLP, podsOfCollector, receiverOf } from '../../../constructs/addons/parts/collector';
import type { Traces, TRACING_VARIABLES } from '../../../constructs/workload/traces';
import { inNamespace, podsWith, tcp } from '../../../core/kubernetes/network-policy';
import type { WorkloadContext } from './context';

/** opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/ */
const PROTOCOLS = { http: 'http/protobuf', grpc: 'grpc' } as const satisfies Record<Traces['protocol'], string>;

/** Tempo's collector takes nothing but traces, that of `telemetry` metrics where it sends them on. */
const otherSignals = ({ environment: { addons } }: WorkloadContext) => ({
  OTEL_METRICS_EXPORTER: addons.telemetry?.metrics.length ? 'otlp' : 'none',
  OTEL_LOGS_EXPORTER: 'none',
});

/** The image's tag. */
const versionOf = (image: string): string | undefined => /:([^/:]+)$/.exec(image.split('@')[0] ?? '')?.[1];

export function tracingVariables(context: WorkloadContext, image: string): Readonly<Record<string, string>> {
  const {
    name,
    props: { traces },
    environment,
    addonNamespaces,
  } = context;
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
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://${addressOf(receiverOf(environment.addons, addonNamespaces), traces.protocol)}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: PROTOCOLS[traces.protocol],
  };
  return { ...otherSignals(context), ...variables };
}

export function toCollector({
  props: { traces },
  environment,
  addonNamespaces,
}: WorkloadContext): NetworkPolicyEgressRule[] {
  if (traces === undefined) return [];
  const collector = receiverOf(environment.addons, addonNamespaces);
  return [
    {
      to: [{ ...inNamespace(collector.namespace), ...podsWith(podsOfCollector(collector)) }],
      ports: tcp(...Object.values(OTLP)),
    },
  ];
}
