/** Alarms of the cloud, for the service that the design names for alerting, and for the operators. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

/** PagerDuty takes e-mails, at the address of an integration. This one is an example: replace it with your own. */
export const channels = {
  pager: { email: 'data-platform@data-platform.pagerduty.com' },
  team: { email: `operations@${DOMAIN}` },
} satisfies EnvironmentInput['notifications'];

export const alarms = { critical: ['pager'], warning: ['team'] } satisfies EnvironmentInput['alarms'];
