/** Properties of Strimzi. */
import { z } from 'zod';

import { type Budget } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/**
 * The chart's values that are set here:
 * github.com/strimzi/strimzi-kafka-operator/tree/1.2.0/helm-charts/helm3/strimzi-kafka-operator
 */
export interface StrimziValues {
  readonly replicas: number;
  readonly watchAnyNamespace: boolean;
  readonly resources: object;
  readonly podSecurityContext: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly extraEnvs: readonly { readonly name: string; readonly value: string }[];
}

export const strimziSchema = z.strictObject({ ...addonProps<StrimziValues>() });

export type StrimziProps = z.output<typeof strimziSchema>;

export const strimziBase = { namespace: 'strimzi', schema: strimziSchema } satisfies AddonBase<StrimziProps>;
