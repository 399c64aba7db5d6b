/** Properties of Cluster Autoscaler. */
import { z } from 'zod';
import { fixedAddonProps } from '../common';

/** What is set of the chart's values: artifacthub.io/packages/helm/cluster-autoscaler/cluster-autoscaler */
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
  /** What the cloud adds. */
  readonly cloudProvider?: string;
  readonly autoDiscovery?: object;
  readonly awsRegion?: string;
}

export const clusterAutoscalerSchema = z.strictObject({
  ...fixedAddonProps<ClusterAutoscalerValues>(),
  /** Which pool grows, where several would do: the one that leaves least unused, any, or the one that takes most pods. @default 'least-waste' */
  expander: z.enum(['least-waste', 'random', 'most-pods']).default('least-waste'),
  /** Share of a node's CPU and memory that is asked for, below which it is not needed: 0–1. @default 0.5 */
  utilization: z.number().min(0).max(1).default(0.5),
  /** Seconds for which a node must not have been needed before it goes: 60–86400. @default 600 */
  unneededSeconds: z.int().min(60).max(86_400).default(600),
});

export type ClusterAutoscalerProps = z.output<typeof clusterAutoscalerSchema>;
