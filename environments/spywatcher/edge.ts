/** What stands before Spywatcher's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  loadBalancer: { webFirewall: 'site' },
  /** "WAF: Web Application Firewall with rate limiting". The design gives no number: far above what people do. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
} satisfies Partial<EnvironmentInput>;

/** What is accepted of it on a cloud. */
export const edgeOn = {
  google: {
    acknowledgements: {
      'balancer/zone-may-empty':
        'the pools begin with a node in each zone, and a group of endpoints that is there stays',
    },
  },
  azurerm: {
    acknowledgements: {
      'firewall/premium-price': 'what Azure keeps of rules comes with Premium alone',
      'balancer/apex-renewal': 'the calendar of operations has Azure prove the domain again in time',
    },
  },
} satisfies EnvironmentInput['differences'];
