/** Properties of the ClickHouse operator. */
import { z } from 'zod';

import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

/**
 * The chart's values that are set here:
 * github.com/Altinity/clickhouse-operator/tree/release-0.25.6/deploy/helm/clickhouse-operator
 */
export interface ClickHouseOperatorValues {
  readonly fullnameOverride: string;
  readonly crdHook: { readonly enabled: boolean };
  readonly operator: { readonly resources: object; readonly containerSecurityContext: object };
  readonly metrics: { readonly enabled: boolean };
  readonly podSecurityContext: object;
  readonly rbac: { readonly create: boolean; readonly namespaceScoped: boolean };
  readonly secret: { readonly create: boolean };
  readonly serviceMonitor: { readonly enabled: boolean };
  readonly configs: {
    readonly files: { readonly 'config.yaml': { readonly watch: { readonly namespaces: readonly string[] } } };
  };
}

export const clickHouseOperatorSchema = z.strictObject({
  ...addonProps<ClickHouseOperatorValues>(),
  /**
   * Credentials of the operator in every ClickHouse cluster: a name in the environment's `secrets`, without rotation.
   * The secret holds `username` and `password`.
   */
  secret: entryOf('secrets'),
  /**
   * Whether it operates ClickHouse clusters of the whole cluster, whose Secrets it may then all read. If false, it operates only the
   * environment's, in their namespaces.
   */
  all: z.boolean().default(false),
});

export type ClickHouseOperatorProps = z.output<typeof clickHouseOperatorSchema>;

export const clickHouseOperatorBase = {
  namespace: 'click-house-operator',
  schema: clickHouseOperatorSchema,
} satisfies AddonBase<ClickHouseOperatorProps>;
