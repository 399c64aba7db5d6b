/** What stands before Dzinza's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

/** "WAF: Protection against common attacks"; a limit far above what people do. */
const webFirewalls = {
  site: { rateLimits: { all: { requests: 3000, seconds: 300 } } },
} satisfies EnvironmentInput['webFirewalls'];

export const edge = { loadBalancer: { webFirewall: 'site' }, webFirewalls } satisfies Partial<EnvironmentInput>;

/**
 * "CloudFront: CDN for global content delivery": clients reach the front end and the API near to them. What the front end's build names by
 * its content is kept for a year, and nothing else.
 */
export const globalEdge = {
  loadBalancer: {},
  webFirewalls,
  cdns: {
    site: {
      hosts: [{ zone: 'main' }],
      origin: { loadBalancer: true },
      webFirewall: 'site',
      paths: { assets: { path: '/assets/*', seconds: 31_536_000 } },
    },
    services: {
      hosts: [
        { zone: 'main', name: 'api' },
        { zone: 'main', name: 'grafana' },
      ],
      origin: { loadBalancer: true },
      webFirewall: 'site',
    },
  },
} satisfies Partial<EnvironmentInput>;

/** What is accepted of it on a cloud. */
export const edgeOn = {
  azurerm: {
    acknowledgements: {
      'firewall/premium-price': 'what Azure keeps of rules comes with Premium alone',
      'balancer/apex-renewal': 'the calendar of operations has Azure prove the domain again in time',
    },
  },
} satisfies EnvironmentInput['differences'];
