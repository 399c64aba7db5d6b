/** Properties of the OpenTelemetry Collector. */
import { z } from 'zod';

import { type Budget, type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

interface Port {
  readonly enabled: boolean;
}

/** The chart's values that are set here: artifacthub.io/packages/helm/opentelemetry-helm/opentelemetry-collector */
export interface TelemetryValues {
  readonly fullnameOverride: string;
  readonly mode: 'deployment';
  readonly image: { readonly repository: string };
  readonly replicaCount: number;
  /** The collector's configuration: opentelemetry.io/docs/collector/configuration */
  readonly alternateConfig: object;
  readonly serviceAccount: ServiceAccount;
  readonly clusterRole: { readonly create: boolean; readonly name: string; readonly rules: readonly object[] };
  readonly ports: Readonly<
    Record<'otlp' | 'otlp-http' | 'jaeger-compact' | 'jaeger-thrift' | 'jaeger-grpc' | 'zipkin' | 'metrics', Port>
  >;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podSecurityContext: object;
  readonly securityContext: object;
  readonly resources: object;
  readonly topologySpreadConstraints: readonly object[];
  readonly podDisruptionBudget: Budget;
  readonly priorityClassName: string;
  readonly serviceMonitor: { readonly enabled: boolean };
}

export const telemetrySchema = z.strictObject({
  ...addonProps<TelemetryValues>(),
  /**
   * Where traces go: to the add-on `tempo`; to the cloud's own service, which is X-Ray, Cloud Trace or Application Insights.
   * @default - tempo, if the environment has it, or else nowhere
   */
  traces: z.array(z.enum(['tempo', 'cloud'])).optional(),
  /**
   * Where metrics go that workloads with `traces` send by OpenTelemetry: to the cloud's own service, which is CloudWatch,
   * Cloud Monitoring or Application Insights.
   */
  metrics: z.array(z.enum(['cloud'])).default([]),
  /** Share of traces to send on, in percent: more than 0, at most 100. Tempo's own `samplePercent` applies to what is left. */
  samplePercent: z.number().gt(0).max(100).default(100),
  /** Namespaces whose pods may send, in addition to those of workloads with `traces`. @default - all of the environment's `namespaces` */
  senders: z.array(entryOf('namespaces')).optional(),
});

export type TelemetryProps = z.output<typeof telemetrySchema>;

export const telemetryBase = { namespace: 'telemetry', schema: telemetrySchema } satisfies AddonBase<TelemetryProps>;
