/** Properties of Cluster Autoscaler. */
import { z } from 'zod';

import { type AddonBase, fixedAddonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/cluster-autoscaler/cluster-autoscaler */
export interface ClusterAutoscalerValues {
  readonly fullnameOverride: string;
  readonly image?: { readonly tag: string };
  readonly replicaCount: number;
  readonly resources: object;
  readonly extraArgs: Readonly<Record<string, string | number | boolean>>;
  readonly rbac: { readonly serviceAccount: { readonly name: string } };
  readonly securityContext: object;
  readonly containerSecurityContext: object;
  readonly topologySpreadConstraints: readonly object[];
  /** Values that the cloud adds. */
  readonly cloudProvider?: string;
  readonly autoDiscovery?: object;
  readonly awsRegion?: string;
}

export const clusterAutoscalerSchema = z.strictObject({
  ...fixedAddonProps<ClusterAutoscalerValues>(),
  /**
   * Choice of the pool to grow when several would do: the one that leaves the least CPU and memory unused
   * (`least-waste`), any of them (`random`), or the one that fits the most pods (`most-pods`).
   */
  expander: z.enum(['least-waste', 'random', 'most-pods']).default('least-waste'),
  /** Requested share of a node's CPU and memory, below which the node is not needed: 0.5 is half. */
  utilization: z.number().min(0).max(1).default(0.5),
  /** Seconds that a node must be unneeded before it is removed. */
  unneededSeconds: z.int().min(60).max(86_400).default(600),
});

export type ClusterAutoscalerProps = z.output<typeof clusterAutoscalerSchema>;

export const clusterAutoscalerBase = {
  namespace: 'kube-system',
  schema: clusterAutoscalerSchema,
} satisfies AddonBase<ClusterAutoscalerProps>;
