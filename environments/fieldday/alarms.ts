/** Alarms of the cloud: "Alerts" of the design, beyond the values of the cluster's own. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

/** PagerDuty takes e-mails, at the address of an integration. This one is an example: replace it with your own. */
export const channels = {
  pager: { email: 'fieldday@fieldday.pagerduty.com' },
  team: { email: `operations@${DOMAIN}` },
} satisfies EnvironmentInput['notifications'];

export const alarms = {
  critical: ['pager'],
  warning: ['team'],
  dashboard: true,
} satisfies EnvironmentInput['alarms'];
