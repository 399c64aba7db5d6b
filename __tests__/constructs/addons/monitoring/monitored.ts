/** An environment with monitoring, its receivers and secrets. */
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import { baseWith } from '../../../helpers/platform';

export const others = {
  externalSecrets: {},
  certManager: { email: 'ops@example.com' },
  gateway: {},
  loadBalancerController: {},
};
const secrets = { pagerduty: {}, slack: {}, hook: {}, smtp: {}, grafana: {} };
export const receivers = {
  critical: [{ kind: 'pagerduty', routingKey: { from: 'pagerduty' } }],
  warning: [
    { kind: 'slack', url: { from: 'slack', key: 'url' }, channel: '#ops' },
    { kind: 'email', to: 'ops@example.com' },
    { kind: 'webhook', url: { from: 'hook' } },
  ],
};
export const smtp = {
  host: 'smtp.example.com',
  from: 'alerts@example.com',
  username: 'alerts',
  password: { from: 'smtp' },
};
export const grafana = { host: 'grafana.example.com', adminSecret: 'grafana' };

/** The base with monitoring. */
export const monitored = (monitoring: object = {}, change: object = {}): EnvironmentInput =>
  baseWith({ secrets, addons: { ...others, monitoring }, ...change });
