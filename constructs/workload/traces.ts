/** Traces of a workload: how its programs find the collector, and what they say of themselves. */
import { z } from 'zod';

import { nonEmpty } from '../../core/words/words';

export const traces = z.strictObject({
  /** Name of the service in traces. @default - the workload's name in the cluster */
  name: nonEmpty.optional(),
  /** How spans are sent to the collector: `http` is OTLP as Protobuf over HTTP. */
  protocol: z.enum(['http', 'grpc']).default('http'),
  /**
   * Share of the requests whose trace begins here that are traced, in percent: more than 0, at most 100. Of other requests
   * whoever has called decides.
   */
  samplePercent: z.number().gt(0).max(100).default(100),
  /**
   * Resource attributes of all spans, in addition to the system, the environment and the image's tag. The collector adds
   * namespace, pod, node and deployment. @default - none
   */
  attributes: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z][-._A-Za-z0-9]*$/, { error: 'must be letters, digits, - _ . and begin with a letter' }),
      nonEmpty,
    )
    .default({}),
});
export type Traces = z.output<typeof traces>;

/** Variables that hold those properties. */
export const TRACING_VARIABLES = [
  'OTEL_SERVICE_NAME',
  'OTEL_RESOURCE_ATTRIBUTES',
  'OTEL_TRACES_EXPORTER',
  'OTEL_TRACES_SAMPLER',
  'OTEL_TRACES_SAMPLER_ARG',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
] as const;

interface TracedEnvironment {
  readonly workloads: Readonly<Record<string, { readonly namespace: string; readonly traces?: Traces | undefined }>>;
}

/** Namespaces of the workloads that send traces. */
export const tracedNamespaces = ({ workloads }: TracedEnvironment): string[] => [
  ...new Set(Object.values(workloads).flatMap((workload) => (workload.traces ? workload.namespace : []))),
];
