/** What stands before Spywatcher's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  loadBalancer: { webFirewall: 'site' },
  /** "WAF: Web Application Firewall with rate limiting". The design gives no number: far above what people do. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
} satisfies Partial<EnvironmentInput>;
