/** Properties of External Secrets. */
import { z } from 'zod';

import { type Budget, type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { entryOf } from '../../entry';
import { type AddonBase, addonProps } from '../common';

export interface ComponentValues {
  readonly replicaCount: number;
  readonly priorityClassName: string;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly livenessProbe: { readonly enabled: boolean };
  readonly readinessProbe: { readonly enabled: boolean };
}

/** The chart's values that are set here: artifacthub.io/packages/helm/external-secrets-operator/external-secrets */
export interface ExternalSecretsValues extends ComponentValues {
  readonly crds: { readonly annotations: Readonly<Record<string, string>> };
  readonly leaderElect: boolean;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  /** Kinds that are not used, and that would need rights: push secrets and cluster-wide external secrets. */
  readonly processClusterExternalSecret: boolean;
  readonly processClusterPushSecret: boolean;
  readonly processPushSecret: boolean;
  readonly rbac: { readonly serviceAccountTokenCreate: boolean };
  readonly webhook: ComponentValues;
  readonly certController: ComponentValues;
}

export const externalSecretsSchema = z.strictObject({
  ...addonProps<ExternalSecretsValues>(),
  /**
   * Namespaces whose `ExternalSecret`s may read from the store, in addition to the namespaces of workloads and add-ons
   * with secrets.
   * @default - none
   */
  namespaces: z.array(entryOf('namespaces')).default([]),
  /**
   * Names in the environment's `secrets`, `databases` and `caches` whose secrets may be read, in addition to those that
   * workloads and add-ons use. Requires `namespaces`.
   * @default - none
   */
  secrets: z.array(entryOf('secrets', 'databases', 'caches')).default([]),
});

export type ExternalSecretsProps = z.output<typeof externalSecretsSchema>;

export const externalSecretsBase = {
  namespace: 'external-secrets',
  schema: externalSecretsSchema,
} satisfies AddonBase<ExternalSecretsProps>;
