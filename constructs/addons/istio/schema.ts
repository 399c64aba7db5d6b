/** Properties of Istio. */
import { z } from 'zod';

import { entryOf } from '../../entry';
import { type AddonBase, fixedAddonProps } from '../common';

/** The values of the chart istiod that are set here: artifacthub.io/packages/helm/istio-official/istiod */
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

/** A chart's values, merged last. */
const chartValues = z.record(z.string(), z.unknown()).default({});

export const istioSchema = z.strictObject({
  ...fixedAddonProps<IstioValues>(),
  /**
   * Namespaces of the environment whose pods are in the mesh. Namespaces of add-ons that call them join automatically.
   * @default - none; single pods can join with the label `istio.io/dataplane-mode: ambient`
   */
  namespaces: z.array(entryOf('namespaces')).default([]),
  /** Values of the other charts, merged last: `values` are those of istiod. */
  chartValues: z
    .strictObject({
      /** The chart with the CRDs: artifacthub.io/packages/helm/istio-official/base */
      base: chartValues,
      /** The network plugin of each node: artifacthub.io/packages/helm/istio-official/cni */
      cni: chartValues,
      /** The proxy on each node: artifacthub.io/packages/helm/istio-official/ztunnel */
      ztunnel: chartValues,
    })
    .prefault({}),
  /** Whether callers outside the mesh may call its pods, without mutual TLS. */
  permissive: z.boolean().default(false),
});

export type IstioProps = z.output<typeof istioSchema>;

export const istioBase = { namespace: 'istio-system', schema: istioSchema } satisfies AddonBase<IstioProps>;
