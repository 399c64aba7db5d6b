/** Properties of AWS Load Balancer Controller. */
import { z } from 'zod';
import { addonProps } from '../common';
import { type ServiceAccount } from '../../../core/kubernetes/chart-values';

/** What is set of the chart's values: artifacthub.io/packages/helm/aws/aws-load-balancer-controller */
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
  /** What the cloud adds. */
  readonly clusterName?: string;
  readonly region?: string;
  readonly vpcId?: string;
  readonly defaultTags?: Readonly<Record<string, string>>;
}

export const loadBalancerControllerSchema = z.strictObject({
  ...addonProps<LoadBalancerControllerValues>(),
  /**
   * Whether it takes on services of type LoadBalancer that name no class, too. While it is down, no service at all can be
   * made then.
   * @default false
   */
  everyService: z.boolean().default(false),
});

export type LoadBalancerControllerProps = z.output<typeof loadBalancerControllerSchema>;
