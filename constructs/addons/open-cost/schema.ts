/** Properties of OpenCost. */
import { z } from 'zod';

import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: github.com/opencost/opencost-helm-chart/tree/opencost-2.5.17/charts/opencost */
export interface OpenCostValues {
  readonly fullnameOverride: string;
  readonly podSecurityContext: object;
  readonly priorityClassName: string;
  readonly opencost: {
    readonly exporter: {
      readonly defaultClusterId: string;
      readonly resources: object;
      readonly securityContext: object;
      readonly extraEnv: Readonly<Record<string, string>>;
    };
    readonly customPricing: {
      readonly enabled: boolean;
      readonly provider: string;
      /** US dollars. */
      readonly costModel: Readonly<Record<string, string>>;
    };
    readonly metrics: { readonly serviceMonitor: { readonly enabled: boolean } };
    readonly prometheus: {
      readonly internal: { readonly enabled: boolean };
      readonly external: { readonly enabled: boolean; readonly url: string };
    };
    readonly ui: { readonly enabled: boolean };
    readonly mcp: { readonly enabled: boolean };
  };
}

const price = z.number().min(0).max(1000);

export const openCostSchema = z.strictObject({
  ...addonProps<OpenCostValues>(),
  /** Prices in US dollars, for an environment with discounts or in a region that costs more. */
  prices: z
    .strictObject({
      /** Price of a vCPU for an hour. @default - by the list prices of the cloud's general machines */
      vcpu: price.optional(),
      /** Price of a GiB of a node's memory for an hour. @default - by the list prices of the cloud's general machines */
      memoryGiB: price.optional(),
      /** Price of a GiB of a volume for a month. @default - the list price of the disks that volumes have */
      diskGiB: price.optional(),
    })
    .prefault({}),
});

export type OpenCostProps = z.output<typeof openCostSchema>;

export const openCostBase = { namespace: 'open-cost', schema: openCostSchema } satisfies AddonBase<OpenCostProps>;
