import type { UptimeCheckProps } from '../../../constructs/uptime-check';
import { emulated, except, native, type ParityOf } from '../../../core/parity';

const SECONDS = [10, 30];

export const parity: ParityOf<UptimeCheckProps> = {
  host: emulated('aws_route53_health_check.fqdn', 'Route 53 does not look at certificates'),
  path: native('aws_route53_health_check.resource_path'),
  contains: native('aws_route53_health_check.search_string'),
  everySeconds: native(
    'aws_route53_health_check.request_interval',
    except<number | undefined>(
      'another than 10 or 30',
      (seconds) => seconds !== undefined && !SECONDS.includes(seconds),
      'Route 53 asks every 10 or every 30 seconds',
      'take 30, or leave it out',
    ),
  ),
  minutes: native('aws_cloudwatch_metric_alarm.evaluation_periods'),
  notify: native('aws_cloudwatch_metric_alarm.alarm_actions'),
};
