import type { AlarmsProps } from '../../../constructs/alarms';
import { emulated, native, type ParityOf, unsupported } from '../../../core/parity';

const THRESHOLD = native('google_monitoring_alert_policy.conditions.condition_threshold.threshold_value');
const DURATION = native('google_monitoring_alert_policy.conditions.condition_threshold.duration');

export const parity: ParityOf<AlarmsProps> = {
  critical: emulated(
    'google_monitoring_alert_policy.notification_channels',
    'there is no alarm EntryUnhealthy, because Cloud Monitoring does not tell how many backends of a global load balancer are healthy; EntryErrors tells when requests find none',
  ),
  warning: native('google_monitoring_alert_policy.notification_channels'),
  'minutes.critical': DURATION,
  'minutes.warning': DURATION,
  'thresholds.cpuPercent': THRESHOLD,
  'thresholds.memoryPercent': THRESHOLD,
  'thresholds.connectionsPercent': THRESHOLD,
  'thresholds.diskFreePercent': THRESHOLD,
  'thresholds.replicaSeconds': THRESHOLD,
  'thresholds.evictions': THRESHOLD,
  'thresholds.errorPercent': THRESHOLD,
  'thresholds.p95Ms': THRESHOLD,
  'thresholds.leastRequests': THRESHOLD,
  maintenanceNotices: unsupported(
    'Google tells of maintenance by e-mail to those alone who ask for it in its console, under Communication',
    'leave it out, or give it to the other clouds in `differences`',
  ),
  dashboard: native('google_monitoring_dashboard'),
  'rules.*.tells': native('google_monitoring_alert_policy.documentation'),
  'rules.*.severity': native('google_monitoring_alert_policy.severity'),
  'rules.*.minutes': native('google_monitoring_alert_policy.conditions.condition_threshold.duration'),
  'rules.*.raised': native('google_monitoring_alert_policy.conditions.condition_threshold.comparison'),
  'rules.*.threshold': native('google_monitoring_alert_policy.conditions.condition_threshold.threshold_value'),
  'rules.*.metric': native('google_monitoring_alert_policy.conditions.condition_threshold.filter'),
  off: native('google_monitoring_alert_policy'),
};
