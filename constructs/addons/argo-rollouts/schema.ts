/** Properties of Argo Rollouts. */
import { z } from 'zod';

import { type Budget, type Metrics } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** Traffic providers for which the chart can grant RBAC rights. */
export const PROVIDERS = [
  'istio',
  'smi',
  'ambassador',
  'awsLoadBalancerController',
  'awsAppMesh',
  'traefik',
  'apisix',
  'contour',
  'glooPlatform',
  'gatewayAPI',
] as const;

/** The chart's values that are set here: artifacthub.io/packages/helm/argo/argo-rollouts */
export interface ArgoRolloutsValues {
  readonly keepCRDs: boolean;
  readonly controller: {
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
  readonly providerRBAC: { readonly providers: Readonly<Record<(typeof PROVIDERS)[number], boolean>> };
}

export const argoRolloutsSchema = z.strictObject({ ...addonProps<ArgoRolloutsValues>() });

export type ArgoRolloutsProps = z.output<typeof argoRolloutsSchema>;

export const argoRolloutsBase = {
  namespace: 'argo-rollouts',
  schema: argoRolloutsSchema,
} satisfies AddonBase<ArgoRolloutsProps>;
