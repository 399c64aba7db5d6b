/** Alarms of the cloud, for those whom the design's "Alerting" calls at once, and for those whom it tells. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

/** PagerDuty takes e-mails, at the address of an integration. This one is an example: replace it with your own. */
export const channels = {
  pager: { email: 'spywatcher@spywatcher.pagerduty.com' },
  team: { email: `devops@${DOMAIN}` },
} satisfies EnvironmentInput['notifications'];

/** "Service down", as people see it who are not in the cloud. */
export const uptimeChecks = {
  site: { host: { zone: 'main' }, notify: ['pager'] },
  api: { host: { zone: 'main', name: 'api' }, path: '/health/ready', notify: ['pager'] },
} satisfies EnvironmentInput['uptimeChecks'];

/** "7 days advance notice" of maintenance begins with what the cloud tells. */
export const alarms = {
  critical: ['pager'],
  warning: ['team'],
  maintenanceNotices: ['team'],
  dashboard: true,
} satisfies EnvironmentInput['alarms'];
