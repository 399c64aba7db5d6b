/** What a change of each property of a LoadBalancer does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace } from '../../core/changes';
import type { LoadBalancerProps } from './schema';

export const changes: ChangesOf<LoadBalancerProps> = {
  zone: inPlace('the gateway answers under its new name before the edge stack is applied, and no request is lost'),
  webFirewall: inPlace(),
  minTlsVersion: inPlace(),
  ddosProtection: inPlace('who has subscribed pays for a year'),
  idleSeconds: inPlace(),
  drainSeconds: inPlace(),
  'healthCheck.intervalSeconds': inPlace(),
  'healthCheck.healthyAfter': inPlace(),
  'healthCheck.unhealthyAfter': inPlace(),
  logs: inPlace(),
  'logs.retentionDays': inPlace(),
  deletionProtection: inPlace(),
};
