/** Properties of cert-manager. */
import { z } from 'zod';

import { type Budget, type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** Values of each of the three deployments. */
export interface ComponentValues {
  readonly replicaCount: number;
  readonly resources: object;
  readonly podDisruptionBudget: Budget;
  readonly topologySpreadConstraints: readonly object[];
}

/** The chart's values that are set here: artifacthub.io/packages/helm/cert-manager/cert-manager */
export interface CertManagerValues extends ComponentValues {
  readonly global: { readonly leaderElection: { readonly namespace: string }; readonly priorityClassName: string };
  readonly crds: { readonly enabled: boolean; readonly keep: boolean };
  /** See cert-manager.io/docs/reference/api-docs/#controller.config.cert-manager.io/v1alpha1.ControllerConfiguration */
  readonly config: object;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly webhook: ComponentValues;
  readonly cainjector: ComponentValues;
  readonly startupapicheck: { readonly resources: object };
}

export const certManagerSchema = z.strictObject({
  ...addonProps<CertManagerValues>(),
  /** Address to which the authority sends notices about the account. */
  email: z.email(),
  /** Directory URL of the ACME authority. @default - Let's Encrypt */
  server: z.url().default('https://acme-v02.api.letsencrypt.org/directory'),
});

export type CertManagerProps = z.output<typeof certManagerSchema>;

export const certManagerBase = {
  namespace: 'cert-manager',
  schema: certManagerSchema,
} satisfies AddonBase<CertManagerProps>;
