/** Properties of the AWS Load Balancer Controller. */
import { z } from 'zod';

import { type ServiceAccount } from '../../../core/kubernetes/chart-values';
import { type AddonBase, addonProps } from '../common';

/** The chart's values that are set here: artifacthub.io/packages/helm/aws/aws-load-balancer-controller */
export interface LoadBalancerControllerValues {
  readonly replicaCount: number;
  readonly resources: object;
  readonly serviceAccount: ServiceAccount;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podSecurityContext: object;
  readonly securityContext: object;
  readonly podDisruptionBudget: { readonly maxUnavailable: number };
  readonly topologySpreadConstraints: readonly object[];
  readonly keepTLSSecret: boolean;
  readonly enableServiceMutatorWebhook: boolean;
  readonly controllerConfig: { readonly featureGates: Readonly<Record<string, boolean>> };
  readonly enableShield: boolean;
  readonly enableWaf: boolean;
  readonly enableWafv2: boolean;
  /** Values that the cloud adds. */
  readonly clusterName?: string;
  readonly region?: string;
  readonly vpcId?: string;
  readonly defaultTags?: Readonly<Record<string, string>>;
}

export const loadBalancerControllerSchema = z.strictObject({
  ...addonProps<LoadBalancerControllerValues>(),
  /**
   * Whether the controller also handles Services of type LoadBalancer without a class. Its webhook then intercepts
   * every Service, so that none can be created while the controller is down.
   */
  everyService: z.boolean().default(false),
});

export type LoadBalancerControllerProps = z.output<typeof loadBalancerControllerSchema>;

export const loadBalancerControllerBase = {
  namespace: 'kube-system',
  schema: loadBalancerControllerSchema,
} satisfies AddonBase<LoadBalancerControllerProps>;
