/** Properties of Reloader. */
import { z } from 'zod';
import { addonProps } from '../common';
import { type Budget } from '../../../core/kubernetes/chart-values';

/** What is set of the chart's values: artifacthub.io/packages/helm/stakater/reloader */
export interface ReloaderValues {
  readonly fullnameOverride: string;
  readonly reloader: {
    readonly autoReloadAll: boolean;
    readonly isArgoRollouts: boolean;
    readonly reloadStrategy: string;
    readonly logFormat: string;
    readonly enableHA: boolean;
    readonly readOnlyRootFileSystem: boolean;
    readonly deployment: {
      readonly replicas: number;
      readonly resources: object;
      readonly containerSecurityContext: object;
      readonly topologySpreadConstraints: readonly object[];
    };
    readonly podDisruptionBudget: Budget;
  };
}

export const reloaderSchema = z.strictObject({
  ...addonProps<ReloaderValues>(),
  /**
   * Whether everything in the cluster is rolled out anew, instead of what asks for it: workloads with secrets, and whatever
   * has the annotation `reloader.stakater.com/auto: "true"`.
   * @default false
   */
  all: z.boolean().default(false),
});

export type ReloaderProps = z.output<typeof reloaderSchema>;
