/** Properties of KEDA. */
import { z } from 'zod';

import { type Metrics } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

export type Budget = { readonly minAvailable: number } | Record<string, never>;

/** The chart's values that are set here: artifacthub.io/packages/helm/kedacore/keda */
export interface KedaValues {
  readonly crds: { readonly additionalAnnotations: Readonly<Record<string, string>> };
  readonly image: { readonly pullPolicy: 'IfNotPresent' };
  readonly operator: { readonly replicaCount: number };
  readonly metricsServer: { readonly replicaCount: number };
  readonly webhooks: { readonly replicaCount: number; readonly port: number };
  readonly service: { readonly portHttpsTarget: number };
  readonly priorityClassName: string;
  /** Names with commas between them. */
  readonly watchNamespace: string;
  readonly resources: { readonly operator: object; readonly metricServer: object; readonly webhooks: object };
  readonly podDisruptionBudget: { readonly operator: Budget; readonly metricServer: Budget; readonly webhooks: Budget };
  readonly topologySpreadConstraints: {
    readonly operator: readonly object[];
    readonly metricsServer: readonly object[];
    readonly webhooks: readonly object[];
  };
  readonly permissions: { readonly operator: { readonly restrict: { readonly secret: boolean } } };
  readonly rbac: {
    readonly enabledCustomScaledRefKinds: boolean;
    readonly scaledRefKinds: readonly { readonly apiGroup: string; readonly kind: string }[];
  };
  readonly prometheus: { readonly operator: Metrics; readonly metricServer: Metrics; readonly webhooks: Metrics };
}

export const kedaSchema = z.strictObject({
  ...addonProps<KedaValues>(),
  /**
   * Whether KEDA scales in the whole cluster. If false, it scales, and reads Secrets, only in the environment's namespaces.
   */
  all: z.boolean().default(false),
});

export type KedaProps = z.output<typeof kedaSchema>;

export const kedaBase = { namespace: 'keda', schema: kedaSchema } satisfies AddonBase<KedaProps>;
