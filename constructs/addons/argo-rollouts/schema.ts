/** Properties of Argo Rollouts. */
import { z } from 'zod';

import { type Budget, type Metrics } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/argo/argo-rollouts */
export interface ArgoRolloutsValues {
  readonly keepCRDs: boolean;
  readonly controller: {
    readonly createClusterRole: boolean;
    readonly replicas: number;
    readonly resources: object;
    readonly pdb: Budget;
    readonly topologySpreadConstraints: readonly object[];
    readonly metrics: Metrics;
    readonly trafficRouterPlugins: readonly { readonly name: string; readonly location: string }[];
    readonly initContainers: readonly object[];
    readonly volumes: readonly object[];
    readonly volumeMounts: readonly object[];
  };
}

export const argoRolloutsSchema = z.strictObject({ ...addonProps<ArgoRolloutsValues>() });

export type ArgoRolloutsProps = z.output<typeof argoRolloutsSchema>;

export const argoRolloutsBase = {
  namespace: 'argo-rollouts',
  schema: argoRolloutsSchema,
} satisfies AddonBase<ArgoRolloutsProps>;
