/** Reloader: rolls workloads out anew when a secret or configuration that they use has changed. */
import { z } from 'zod';
import { common, type Addon } from './addon';
import { budget, RESTRICTED, resources, spread, type Budget } from './parts/values';

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
  ...common<ReloaderValues>(),
  /**
   * Whether everything in the cluster is rolled out anew, instead of what asks for it: workloads with secrets, and whatever
   * has the annotation `reloader.stakater.com/auto: "true"`.
   * @default false
   */
  all: z.boolean().default(false),
});
export type ReloaderProps = z.output<typeof reloaderSchema>;

export const reloader: Addon<ReloaderProps> = {
  id: 'reloader',
  title: 'Reloader',
  podSecurity: 'restricted',
  releases: ({ props, environment, replicas }) => {
    const values: ReloaderValues = {
      fullnameOverride: 'reloader',
      reloader: {
        autoReloadAll: props.all,
        isArgoRollouts: environment.addons.argoRollouts !== undefined,
        // A variable in the container, the chart's own way, would be taken out again by whoever manages the workload.
        reloadStrategy: 'annotations',
        logFormat: 'json',
        enableHA: replicas > 1,
        readOnlyRootFileSystem: true,
        deployment: {
          replicas,
          resources: resources('25m', '192Mi'),
          containerSecurityContext: RESTRICTED,
          topologySpreadConstraints: spread({ app: 'reloader', release: 'reloader' }),
        },
        podDisruptionBudget: budget(replicas),
      },
    };
    return [
      {
        name: 'reloader',
        chart: { repository: 'https://stakater.github.io/stakater-charts', name: 'reloader', version: '2.2.16' },
        values,
      },
    ];
  },
};
