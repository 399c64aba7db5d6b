/** Values that most charts share: requests and limits, security, spreading of pods, disruption budgets, metrics. */
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

/** Metrics for Prometheus, in a chart's values. */
export interface Metrics {
  readonly enabled: boolean;
  readonly serviceMonitor: { readonly enabled: boolean };
}

/** Requests and limits of a container; the memory limit is the request unless another is given. */
export const resources = (cpu: string, memory: string, limits: { cpu?: string; memory?: string } = {}) => ({
  requests: { cpu, memory },
  limits: { ...(limits.cpu !== undefined && { cpu: limits.cpu }), memory: limits.memory ?? memory },
});

/** Requirements of the restricted Pod Security Standard on a container, for charts whose defaults lack them. */
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

/** Keeps one replica while nodes are drained, where there are several: a budget for a single one would block the drain. */
export const budget = (replicas: number): Budget => ({ enabled: replicas > 1, minAvailable: 1 });

export const metricsOf = (monitored: boolean): Metrics => ({
  enabled: monitored,
  serviceMonitor: { enabled: monitored },
});
