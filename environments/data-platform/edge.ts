/** What stands before the data platform's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  loadBalancer: { webFirewall: 'site' },
  /** The design says no more than "Ingress": the cloud's own rules, and a limit far above what clients do. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
} satisfies Partial<EnvironmentInput>;
