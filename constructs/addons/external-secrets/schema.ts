/** Properties of External Secrets. */
import { z } from 'zod';
import { identifier } from '../../../core/words/words';
import { addonProps } from '../common';
import { type Budget, type ServiceAccount } from '../../../core/kubernetes/chart-values';

export interface ComponentValues {
  readonly replicaCount: number;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
  readonly livenessProbe: { readonly enabled: boolean };
  readonly readinessProbe: { readonly enabled: boolean };
}

/** What is set of the chart's values: artifacthub.io/packages/helm/external-secrets-operator/external-secrets */
export interface ExternalSecretsValues extends ComponentValues {
  readonly leaderElect: boolean;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  /** What is not used needs no rights. */
  readonly processClusterExternalSecret: boolean;
  readonly processClusterPushSecret: boolean;
  readonly processPushSecret: boolean;
  readonly webhook: ComponentValues;
  readonly certController: ComponentValues;
}

export const externalSecretsSchema = z.strictObject({
  ...addonProps<ExternalSecretsValues>(),
  /**
   * Namespaces whose own objects may read from the store, beside those of workloads and add-ons with secrets.
   * @default - none
   */
  namespaces: z.array(identifier).default([]),
  /**
   * Names in the environment's `secrets`, `databases` and `caches` that may be read, beside those that workloads and
   * add-ons name.
   * @default - none
   */
  secrets: z.array(identifier).default([]),
});

export type ExternalSecretsProps = z.output<typeof externalSecretsSchema>;
