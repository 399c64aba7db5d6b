/** How alarms on AWS read: of CloudWatch, which keeps no severity of them. */
import { type AlarmReader, calledBy, type CloudAlarms, signOf } from '../../../core/operations/alarm';

interface Query {
  readonly expression?: string;
  readonly return_data?: boolean;
  readonly metric?: { readonly period: number };
}

interface MetricAlarm {
  readonly alarm_name: string;
  readonly alarm_description: string;
  readonly metric_name?: string;
  readonly metric_query?: readonly Query[];
  readonly comparison_operator: string;
  readonly threshold: number;
  readonly evaluation_periods: number;
  readonly period?: number;
  readonly alarm_actions?: readonly string[];
}

const SECONDS_PER_MINUTE = 60;

/** A metric, or what an expression makes of several. */
const measureOf = ({ metric_name: metric, metric_query: queries = [] }: MetricAlarm): string | undefined =>
  metric ?? queries.find(({ return_data: isResult }) => isResult)?.expression;

function secondsOf({ period, metric_query: queries = [] }: MetricAlarm): number {
  const [ofMetrics = 0] = queries.flatMap(({ metric }) => metric?.period ?? []);
  return period ?? ofMetrics;
}

const ofMetric: AlarmReader = ({ values }, resources) => {
  const alarm = values as unknown as MetricAlarm;
  return {
    name: alarm.alarm_name,
    tells: alarm.alarm_description,
    when: `${measureOf(alarm)} ${signOf(alarm.comparison_operator)} ${alarm.threshold}`,
    minutes: (alarm.evaluation_periods * secondsOf(alarm)) / SECONDS_PER_MINUTE,
    calls: calledBy(alarm.alarm_actions ?? [], resources),
  };
};

export const alarms: CloudAlarms = { aws_cloudwatch_metric_alarm: ofMetric };
