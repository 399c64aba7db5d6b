/** What stands before FieldDay's hosts in staging and production. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const edge = {
  /** Chats are WebSockets, which say nothing for minutes: the longest that every cloud waits. */
  loadBalancer: { webFirewall: 'site', idleSeconds: 240 },
  /** "WAF: Web application firewall". The gateway's limit, which is lower, is for each host. */
  webFirewalls: { site: { rateLimits: { all: { requests: 3000, seconds: 300 } } } },
} satisfies Partial<EnvironmentInput>;
