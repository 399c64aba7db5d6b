/** Properties of Metrics Server. */
import { z } from 'zod';

import { type Budget } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/metrics-server/metrics-server */
export interface MetricsServerValues {
  readonly replicas: number;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly args: readonly string[];
}

export const metricsServerSchema = z.strictObject({
  ...addonProps<MetricsServerValues>(),
  /** Seconds between measurements. */
  everySeconds: z.int().min(10).max(300).default(15),
});

export type MetricsServerProps = z.output<typeof metricsServerSchema>;

export const metricsServerBase = {
  namespace: 'kube-system',
  schema: metricsServerSchema,
} satisfies AddonBase<MetricsServerProps>;
