/** What stands before Dzinza's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  loadBalancer: { webFirewall: 'site' },
  /** "WAF: Protection against common attacks"; a limit far above what people do. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
} satisfies Partial<EnvironmentInput>;
