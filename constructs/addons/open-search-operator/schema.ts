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
    readonly watchNamespace?: string;
    readonly image: { readonly pullPolicy: string };
    readonly extraEnv: readonly { readonly name: string; readonly value: string }[];
  };
  readonly useRoleBindings: boolean;
  readonly kubeRbacProxy: { readonly enable: boolean };
}

export const openSearchOperatorSchema = z.strictObject({
  ...addonProps<OpenSearchOperatorValues>(),
  /**
   * Whether it operates OpenSearch clusters of the whole cluster, whose Secrets it may then all read. If false, it operates
   * only the environment's: in their namespace, or in the whole cluster if they are in several.
   */
  all: z.boolean().default(false),
});

export type OpenSearchOperatorProps = z.output<typeof openSearchOperatorSchema>;

export const openSearchOperatorBase = {
  namespace: 'open-search-operator',
  schema: openSearchOperatorSchema,
} satisfies AddonBase<OpenSearchOperatorProps>;
