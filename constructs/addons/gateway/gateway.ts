/** Envoy Gateway, the ingress of the cluster: one load balancer, TLS for each host, routes to services. */
import { resources, spread } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { Rule } from '../../../core/rules/rule';
import { kebab } from '../../../core/text';
import type { Addon } from '../addon';
import type { AddonRuleContext } from '../parts/rules';
import { gatewayObjects } from './objects';
import { hostsOf } from './routes';
import { gatewayBase, type GatewayProps, type GatewayValues } from './schema';
import { gatewayTraffic } from './traffic';

/** A Gateway has at most 64 listeners: gateway-api.sigs.k8s.io/reference/spec/#gatewayspec; one is for plain HTTP. */
const MAX_HOSTS = 63;

/** Who calls the gateway is the load balancer's matter, where there is one. */
const unsetBehindBalancer = (
  property: 'internal' | 'allowedCidrs' | 'trustedProxies',
  isSet: (props: GatewayProps) => boolean,
): Rule<GatewayProps, AddonRuleContext> => ({
  code: `${kebab(property)}-behind-balancer`,
  property,
  check: (props, { environment: { loadBalancer } }) =>
    loadBalancer !== undefined &&
    isSet(props) &&
    'must be left out beside loadBalancer, which alone calls the gateway: remove it, or loadBalancer',
  standsOn: () => ['loadBalancer'],
});

export const gateway: Addon<GatewayProps> = {
  ...gatewayBase,
  id: 'gateway',
  title: 'Envoy Gateway',
  podSecurity: 'restricted',
  needs: () => ['certManager', 'loadBalancerController'],
  // Its certificates are withdrawn while cert-manager still runs, and its load balancer is made and deleted by the controller.
  objectsAfter: ['certManager', 'loadBalancerController'],
  rules: [
    {
      code: 'hosts-max',
      property: '',
      check: (_, { environment, addonNamespaces }) => {
        const hosts = hostsOf(environment, addonNamespaces).length;
        return (
          hosts > MAX_HOSTS &&
          `supports at most ${MAX_HOSTS} hosts, got ${hosts}. Let some share a wildcard, such as "*.example.com"`
        );
      },
    },
    unsetBehindBalancer('internal', ({ internal }) => internal),
    unsetBehindBalancer('allowedCidrs', ({ allowedCidrs }) => allowedCidrs.length > 0),
    unsetBehindBalancer('trustedProxies', ({ trustedProxies }) => trustedProxies > 0),
    {
      code: 'proxies-min-above-max',
      property: 'proxies.min',
      check: ({ proxies: { min, max } }) =>
        min !== undefined && min > max && `must be at most proxies.max ${max}, got ${min}`,
    },
  ],
  traffic: gatewayTraffic,
  releases: ({ environment, replicas }) => {
    const values: GatewayValues = {
      deployment: {
        replicas,
        priorityClassName: priorityClass(environment, 'platform'),
        envoyGateway: { resources: resources('100m', '256Mi', { memory: '1Gi' }) },
        pod: { topologySpreadConstraints: spread({ 'control-plane': 'envoy-gateway' }) },
      },
      podDisruptionBudget: { minAvailable: replicas - 1 },
      certgen: { job: { resources: resources('50m', '128Mi') } },
      // It tells proxies their zone, by which no route chooses, and its webhook would stay when the chart goes.
      topologyInjector: { enabled: false },
    };
    return [
      {
        name: 'envoy-gateway',
        chart: { repository: 'oci://docker.io/envoyproxy', name: 'gateway-helm', version: 'v1.9.0' },
        values,
        crdsInFolder: true,
      },
    ];
  },
  objects: gatewayObjects,
};
