/** The collector to which pods send their traces. */
import type { AddonNamespaces } from '../facts';

export const COLLECTOR = 'trace-collector';

/** Labels of its pods. */
export const COLLECTOR_PODS = { 'app.kubernetes.io/instance': COLLECTOR } as const;

/** OpenTelemetry's standard ports. */
export const OTLP = { grpc: 4317, http: 4318 } as const;

export const collectorUrl = ({ tempo }: AddonNamespaces, protocol: keyof typeof OTLP): string =>
  `http://${COLLECTOR}.${tempo}.svc:${OTLP[protocol]}`;
