/** What stands before the data platform's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  loadBalancer: { webFirewall: 'site' },
  /** The design says no more than "Ingress": the cloud's own rules, and a limit far above what clients do. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
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
