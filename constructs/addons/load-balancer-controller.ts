/** AWS Load Balancer Controller: Network Load Balancers for services, where the cluster makes only Classic ones itself. */
import { z } from 'zod';
import { common, type Addon } from './addon';
import { RESTRICTED, resources, spread, type ServiceAccount } from './parts/values';

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
  ...common<LoadBalancerControllerValues>(),
  /**
   * Whether it takes on services of type LoadBalancer that name no class, too. While it is down, no service at all can be
   * made then.
   * @default false
   */
  everyService: z.boolean().default(false),
});
export type LoadBalancerControllerProps = z.output<typeof loadBalancerControllerSchema>;

const ID = 'load-balancer-controller';

export const loadBalancerController: Addon<LoadBalancerControllerProps> = {
  id: ID,
  title: 'AWS Load Balancer Controller',
  podSecurity: 'restricted',
  builtIn: { google: 'GKE', azurerm: 'AKS' },
  rights: () => [{ cloud: 'load-balancers' }],
  releases: ({ props, cloud, replicas }) => {
    const { annotations, podLabels } = cloud.serviceAccount(ID);
    const values: LoadBalancerControllerValues = {
      replicaCount: replicas,
      resources: resources('50m', '192Mi'),
      serviceAccount: { name: ID, annotations },
      podLabels,
      podSecurityContext: { fsGroup: 65_534, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      securityContext: RESTRICTED,
      podDisruptionBudget: { maxUnavailable: 1 },
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'aws-load-balancer-controller' }),
      // The webhook's certificate would be made anew with each change of the release, under running pods.
      keepTLSSecret: true,
      enableServiceMutatorWebhook: props.everyService,
      // Gateways are Envoy's.
      controllerConfig: { featureGates: { NLBGatewayAPI: false, ALBGatewayAPI: false } },
      ...cloud.loadBalancerController,
    };
    return [
      {
        name: 'aws-load-balancer-controller',
        chart: {
          repository: 'https://aws.github.io/eks-charts',
          name: 'aws-load-balancer-controller',
          version: '3.5.0',
        },
        values,
      },
    ];
  },
};
