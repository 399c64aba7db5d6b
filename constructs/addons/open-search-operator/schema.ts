/** Properties of the OpenSearch operator. */
import { z } from 'zod';

import { type AddonBase, addonProps } from '../common';

/**
 * The chart's values that are set here:
 * github.com/opensearch-project/opensearch-k8s-operator/tree/v2.8.0/charts/opensearch-operator
 */
export interface OpenSearchOperatorValues {
  readonly fullnameOverride: string;
  readonly installCRDs: boolean;
  readonly securityContext: object;
  readonly manager: {
    readonly securityContext: object;
    readonly resources: object;
    readonly image: { readonly pullPolicy: string };
    readonly extraEnv: readonly { readonly name: string; readonly value: string }[];
  };
  readonly kubeRbacProxy: { readonly enable: boolean };
}

export const openSearchOperatorSchema = z.strictObject({ ...addonProps<OpenSearchOperatorValues>() });

export type OpenSearchOperatorProps = z.output<typeof openSearchOperatorSchema>;

export const openSearchOperatorBase = {
  namespace: 'open-search-operator',
  schema: openSearchOperatorSchema,
} satisfies AddonBase<OpenSearchOperatorProps>;
