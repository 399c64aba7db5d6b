import type { AlarmsProps } from '../../../constructs/alarms';
import { native, type ParityOf } from '../../../core/parity';

const THRESHOLD = native('aws_cloudwatch_metric_alarm.threshold');
const EXPRESSION = native('aws_cloudwatch_metric_alarm.metric_query.expression');

export const parity: ParityOf<AlarmsProps> = {
  critical: native('aws_cloudwatch_metric_alarm.alarm_actions'),
  warning: native('aws_cloudwatch_metric_alarm.alarm_actions'),
  'minutes.critical': native('aws_cloudwatch_metric_alarm.evaluation_periods'),
  'minutes.warning': native('aws_cloudwatch_metric_alarm.evaluation_periods'),
  'thresholds.cpuPercent': THRESHOLD,
  'thresholds.memoryPercent': THRESHOLD,
  'thresholds.connectionsPercent': THRESHOLD,
  'thresholds.diskFreePercent': THRESHOLD,
  'thresholds.replicaSeconds': THRESHOLD,
  'thresholds.evictions': THRESHOLD,
  'thresholds.errorPercent': THRESHOLD,
  'thresholds.p95Ms': THRESHOLD,
  'thresholds.leastRequests': EXPRESSION,
  maintenanceNotices: native('aws_cloudwatch_event_rule, aws_cloudwatch_event_target'),
  dashboard: native('aws_cloudwatch_dashboard'),
  'rules.*.tells': native('aws_cloudwatch_metric_alarm.alarm_description'),
  'rules.*.severity': native('aws_cloudwatch_metric_alarm.alarm_actions'),
  'rules.*.minutes': native('aws_cloudwatch_metric_alarm.evaluation_periods'),
  'rules.*.raised': native('aws_cloudwatch_metric_alarm.comparison_operator'),
  'rules.*.threshold': native('aws_cloudwatch_metric_alarm.threshold'),
  'rules.*.metric': native('aws_cloudwatch_metric_alarm.metric_name, namespace, dimensions, statistic'),
  off: native('aws_cloudwatch_metric_alarm'),
};
