/** Properties of Istio. */
import { z } from 'zod';
import { identifier } from '../../../core/words/words';
import { fixedAddonProps } from '../common';

/** What is set of the values of the chart istiod: artifacthub.io/packages/helm/istio-official/istiod */
export interface IstioValues {
  readonly profile: string;
  readonly autoscaleEnabled: boolean;
  readonly autoscaleMin: number;
  readonly autoscaleMax: number;
  readonly replicaCount: number;
  readonly resources: object;
  readonly seccompProfile: object;
  readonly topologySpreadConstraints: readonly object[];
  readonly global: { readonly logAsJson: boolean; readonly defaultPodDisruptionBudget: { readonly enabled: boolean } };
  readonly meshConfig?: object;
}

export const istioSchema = z.strictObject({
  ...fixedAddonProps<IstioValues>(),
  /**
   * Namespaces of the environment whose pods join; those of add-ons that call into them join with them.
   * @default - none: single pods may, by the label `istio.io/dataplane-mode: ambient`
   */
  namespaces: z.array(identifier).default([]),
  /** Whether pods that have joined may be called by others without TLS. @default false */
  permissive: z.boolean().default(false),
});

export type IstioProps = z.output<typeof istioSchema>;
