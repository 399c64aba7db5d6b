/** Add-ons that every environment's cluster needs to serve requests, read secrets and scale. */
import type { EnvironmentInput } from '../../constructs/environment/schema';

export const addons = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: {},
  reloader: {},
  /** "Rate limiting per user/IP": here per address. */
  gateway: { rateLimit: { requests: 600, per: 'minute' } },
  certManager: { email: 'operations@fieldday.example.com' },
  externalDns: {},
} satisfies EnvironmentInput['addons'];
