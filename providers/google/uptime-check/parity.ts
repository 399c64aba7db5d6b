import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import { except, native, type ParityOf } from '../../../core/parity';

const FEWEST_SECONDS = 60;

export const parity: ParityOf<UptimeCheckProps> = {
  host: native('google_monitoring_uptime_check_config.monitored_resource.labels'),
  path: native('google_monitoring_uptime_check_config.http_check.path'),
  contains: native('google_monitoring_uptime_check_config.content_matchers'),
  everySeconds: native(
    'google_monitoring_uptime_check_config.period',
    except<number | undefined>(
      `less than ${FEWEST_SECONDS}`,
      (seconds) => seconds !== undefined && seconds < FEWEST_SECONDS,
      'Cloud Monitoring asks once a minute at most',
      'take 60, or leave it out',
    ),
  ),
  minutes: native('google_monitoring_alert_policy.conditions.condition_threshold.duration'),
  notify: native('google_monitoring_alert_policy.notification_channels'),
};
