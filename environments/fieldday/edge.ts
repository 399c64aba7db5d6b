/** What stands before FieldDay's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  /** Chats are WebSockets, which say nothing for minutes: the longest that every cloud waits. */
  loadBalancer: { webFirewall: 'site', idleSeconds: 240 },
  /** "WAF: Web application firewall". The gateway's limit, which is lower, is for each host. */
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
    },
  },
} satisfies EnvironmentInput['differences'];
