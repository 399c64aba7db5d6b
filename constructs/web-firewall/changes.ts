/** What a change of each property of a WebFirewall does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace } from '../../core/changes';
import type { WebFirewallProps } from './schema';

export const changes: ChangesOf<WebFirewallProps> = {
  mode: inPlace(),
  managedRules: inPlace(),
  'rateLimits.*.requests': inPlace(),
  'rateLimits.*.seconds': inPlace(),
  'rateLimits.*.paths': inPlace(),
  'rateLimits.*.action': inPlace(),
  allowedCidrs: inPlace(),
  blockedCidrs: inPlace(),
  blockedCountries: inPlace(),
  onlyCountries: inPlace(),
  exclusions: inPlace(),
  logs: inPlace(),
  'logs.retentionDays': inPlace(),
};
