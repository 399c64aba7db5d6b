/** Properties of Reloader. */
import { z } from 'zod';

import { type Budget } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/stakater/reloader */
export interface ReloaderValues {
  readonly fullnameOverride: string;
  readonly reloader: {
    readonly autoReloadAll: boolean;
    readonly watchGlobally: boolean;
    readonly namespaces: readonly string[];
    readonly rbac: { readonly enabled: boolean };
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
   * Whether Reloader restarts every workload of the cluster when its Secrets or ConfigMaps change, for which it may read
   * them all. If false, it restarts only this project's workloads with secrets, and those with the annotation
   * `reloader.stakater.com/auto: "true"`, in the environment's namespaces.
   */
  all: z.boolean().default(false),
});

export type ReloaderProps = z.output<typeof reloaderSchema>;

export const reloaderBase = { namespace: 'reloader', schema: reloaderSchema } satisfies AddonBase<ReloaderProps>;
