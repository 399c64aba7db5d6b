/** AWS Load Balancer Controller: Network Load Balancers for Services, for which EKS alone creates Classic ones. */
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import type { Environment } from '../../environment/schema';
import type { Addon } from '../addon';
import { GATEWAY } from '../gateway/routes';
import type { AddonKey } from '../schema';
import {
  loadBalancerControllerBase,
  type LoadBalancerControllerProps,
  type LoadBalancerControllerValues,
} from './schema';

const ID = 'load-balancer-controller';
const RELEASE = 'aws-load-balancer-controller';

/**
 * Pods become ready only when the load balancer sends them connections. Otherwise the old proxies would go while the
 * load balancer still checks the new ones:
 * kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/pod_readiness_gate/
 */
const READY_WHEN_TARGETED = { 'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled' };

/** Add-ons without whose answer no Service can be created. */
export const interceptors = ({ addons }: Pick<Environment, 'addons'>): AddonKey[] =>
  addons.loadBalancerController?.everyService === true ? ['loadBalancerController'] : [];

export const loadBalancerController: Addon<LoadBalancerControllerProps> = {
  ...loadBalancerControllerBase,
  id: ID,
  title: 'AWS Load Balancer Controller',
  podSecurity: 'restricted',
  builtIn: { google: 'GKE', azurerm: 'AKS' },
  rights: () => [{ cloud: 'load-balancers' }],
  namespaceLabels: () => ({ [GATEWAY.namespace]: READY_WHEN_TARGETED }),
  podLabels: { 'app.kubernetes.io/instance': RELEASE },
  traffic: () => [{ controlPlane: [9443], metrics: [8080] }],
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
      topologySpreadConstraints: spread({ 'app.kubernetes.io/name': RELEASE }),
      // Otherwise each change of the release would replace the webhook's certificate while pods still use the old one.
      keepTLSSecret: true,
      enableServiceMutatorWebhook: props.everyService,
      // Gateways belong to Envoy Gateway.
      controllerConfig: { featureGates: { NLBGatewayAPI: false, ALBGatewayAPI: false } },
      // The controller has no rights to any of them.
      enableShield: false,
      enableWaf: false,
      enableWafv2: false,
      ...cloud.loadBalancerController,
    };
    return [
      {
        name: RELEASE,
        chart: {
          repository: 'https://aws.github.io/eks-charts',
          name: 'aws-load-balancer-controller',
          version: '3.5.0',
        },
        values,
        crdsInFolder: true,
      },
    ];
  },
};
