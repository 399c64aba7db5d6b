/** Values that charts have alike: what containers request and may do, how pods are spread, how many of them stay. */
import { NODE, spreadOver, ZONE } from './spread';

/** A service account in a chart's values. */
export interface ServiceAccount {
  readonly name: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A disruption budget in a chart's values. */
export interface Budget {
  readonly enabled: boolean;
  readonly minAvailable: number;
}

/** What Prometheus looks at, in a chart's values. */
export interface Metrics {
  readonly enabled: boolean;
  readonly serviceMonitor: { readonly enabled: boolean };
}

/** Requests and limits of a container; memory is limited to what is requested. */
export const resources = (cpu: string, memory: string, limits: { cpu?: string; memory?: string } = {}) => ({
  requests: { cpu, memory },
  limits: { ...(limits.cpu !== undefined && { cpu: limits.cpu }), memory: limits.memory ?? memory },
});

/** What the restricted Pod Security Standard asks of a container, for charts that do not say so themselves. */
export const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  readOnlyRootFilesystem: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

/**
 * Spreads pods over nodes and zones as evenly as possible. Without labels, for charts that add each component's own.
 */
export const spread = (matchLabels?: Readonly<Record<string, string>>) =>
  [NODE, ZONE].map((topologyKey) => spreadOver(topologyKey, 'preferred', matchLabels));

/** One stays while nodes are drained, where there are several. */
export const budget = (replicas: number): Budget => ({ enabled: replicas > 1, minAvailable: 1 });

export const metricsOf = (monitored: boolean): Metrics => ({
  enabled: monitored,
  serviceMonitor: { enabled: monitored },
});
