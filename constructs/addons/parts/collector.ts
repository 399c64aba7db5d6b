/** Where pods send their traces: the collector of the add-on `telemetry`, if it is there, or else that of `tempo`. */
import type { AddonNamespaces } from '../facts';
import type { Addons } from '../schema';

/** A collector, by its service. */
export interface Collector {
  readonly name: string;
  readonly namespace: string;
}

/** OpenTelemetry's standard ports. */
export const OTLP = { grpc: 4317, http: 4318 } as const;

const NAMES = { telemetry: 'telemetry-collector', tempo: 'trace-collector' } as const;

export const collectorOf = (key: keyof typeof NAMES, addonNamespaces: AddonNamespaces): Collector => ({
  name: NAMES[key],
  namespace: addonNamespaces[key],
});

/** The collector to which workloads send. */
export const receiverOf = ({ telemetry }: Addons, addonNamespaces: AddonNamespaces): Collector =>
  collectorOf(telemetry ? 'telemetry' : 'tempo', addonNamespaces);

/** Labels of a collector's pods. */
export const podsOfCollector = ({ name }: Pick<Collector, 'name'>) => ({ 'app.kubernetes.io/instance': name }) as const;

export const addressOf = ({ name, namespace }: Collector, protocol: keyof typeof OTLP): string =>
  `${name}.${namespace}.svc:${OTLP[protocol]}`;

/** Whether the collector of `telemetry` sends traces to Tempo: unless it says otherwise, it does where Tempo is. */
export const sendsToTempo = ({ telemetry, tempo }: Addons): boolean =>
  telemetry !== undefined && (telemetry.traces?.includes('tempo') ?? tempo !== undefined);
