/** Alarms of the cloud, which "CloudWatch: Metrics and alerting" asks for: the rotation is called, and the team told. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { DOMAIN } from './base';

/** PagerDuty takes e-mails, at the address of an integration. This one is an example: replace it with your own. */
export const channels = {
  pager: { email: 'dzinza@dzinza.pagerduty.com' },
  team: { email: `devops@${DOMAIN}` },
} satisfies EnvironmentInput['notifications'];

/** With the dashboards that "Monitoring Dashboards" asks for beside those of Grafana: security events. */
export const alarms = { critical: ['pager'], warning: ['team'], dashboard: true } satisfies EnvironmentInput['alarms'];
