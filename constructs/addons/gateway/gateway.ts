/** Gateway: Envoy Gateway, the way in from outside: one load balancer, TLS for each host, routes to services. */
import type { Addon } from '../addon';
import { gatewayObjects } from './objects';
import { hostsOf, interfacesOf } from './routes';
import { resources, spread } from '../../../core/kubernetes/chart-values';
import type { GatewayProps, GatewayValues } from './schema';

/** A Gateway has no more listeners: gateway-api.sigs.k8s.io/reference/spec/#gatewayspec; one is plain HTTP's. */
const MAX_HOSTS = 63;

const outside = (host: string, zones: readonly { readonly domain: string }[]): boolean =>
  !zones.some(({ domain }) => host === domain || host.endsWith(`.${domain}`));

export const gateway: Addon<GatewayProps> = {
  id: 'gateway',
  title: 'Envoy Gateway',
  podSecurity: 'restricted',
  needs: () => ['certManager', 'loadBalancerController'],
  rules: [
    {
      code: 'hosts-max',
      property: '',
      check: (_, { environment }) =>
        hostsOf(environment).length > MAX_HOSTS &&
        `must answer for at most ${MAX_HOSTS} hosts, got ${hostsOf(environment).length}: let some share one, as "*.example.com"`,
    },
    {
      code: 'host-outside-zones',
      property: '',
      check: (_, { environment }) =>
        strays(environment).length > 0 &&
        strays(environment)
          .map(({ property, host }) => `needs ${property} to be inside one of dnsZones, got ${host}`)
          .join('; '),
      standsOn: () => ['dnsZones'],
    },
    {
      code: 'proxies-min',
      property: 'proxies.min',
      check: ({ proxies: { min, max } }) =>
        min !== undefined && min > max && `must be at most proxies.max ${max}, got ${min}`,
    },
  ],
  releases: ({ replicas }) => {
    const values: GatewayValues = {
      deployment: {
        replicas,
        envoyGateway: { resources: resources('100m', '256Mi', { memory: '1Gi' }) },
        pod: { topologySpreadConstraints: spread({ 'control-plane': 'envoy-gateway' }) },
      },
      podDisruptionBudget: { minAvailable: replicas - 1 },
      certgen: { job: { resources: resources('50m', '128Mi') } },
    };
    return [
      {
        name: 'envoy-gateway',
        chart: { repository: 'oci://docker.io/envoyproxy', name: 'gateway-helm', version: 'v1.9.0' },
        values,
      },
    ];
  },
  objects: gatewayObjects,
};

/** Hosts of web interfaces for which no certificate could be had. */
const strays = (environment: Parameters<typeof interfacesOf>[0]) =>
  interfacesOf(environment).filter(({ host }) => outside(host, Object.values(environment.dnsZones)));
