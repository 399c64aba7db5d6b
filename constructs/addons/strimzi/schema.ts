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
  readonly watchNamespaces: readonly string[];
  readonly resources: object;
  readonly podSecurityContext: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly extraEnvs: readonly { readonly name: string; readonly value: string }[];
}

export const strimziSchema = z.strictObject({
  ...addonProps<StrimziValues>(),
  /**
   * Whether it operates Kafka clusters of the whole cluster, whose Secrets it may then all read. If false, it operates only the
   * environment's, in their namespaces.
   */
  all: z.boolean().default(false),
});

export type StrimziProps = z.output<typeof strimziSchema>;

export const strimziBase = { namespace: 'strimzi', schema: strimziSchema } satisfies AddonBase<StrimziProps>;
