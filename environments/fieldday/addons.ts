/** Add-ons that every environment's cluster needs to serve requests, read secrets and scale. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

export const addons = {
  loadBalancerController: {},
  clusterAutoscaler: {},
  externalSecrets: {},
  reloader: {},
  /** "Rate limiting per user/IP": here per address. */
  gateway: { rateLimit: { requests: 600, per: 'minute' } },
  certManager: { email: `operations@${DOMAIN}` },
  externalDns: {},
} satisfies EnvironmentInput['addons'];
