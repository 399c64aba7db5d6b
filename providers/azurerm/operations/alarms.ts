/** How alarms on Azure read: of metrics, and of the activity log. */
import { type AlarmReader, calledBy, type CloudAlarms, signOf } from '../../../core/operations/alarm';
import type { Resources } from '../../../core/rights/resources';

/** learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview#alert-severity */
const SEVERITIES = ['critical', 'error', 'warning', 'informational', 'verbose'];

interface Common {
  readonly name: string;
  readonly description: string;
  readonly action?: readonly { readonly action_group_id: string }[];
}

interface MetricAlert extends Common {
  readonly criteria?: readonly {
    readonly metric_name: string;
    readonly operator: string;
    readonly threshold: number;
  }[];
  readonly application_insights_web_test_location_availability_criteria?: { readonly failed_location_count: number };
  readonly window_size: string;
  readonly severity: number;
}

interface ActivityAlert extends Common {
  readonly criteria: { readonly category: string; readonly operation_name?: string };
}

function whenOf({ criteria = [], application_insights_web_test_location_availability_criteria: test }: MetricAlert) {
  const measured = criteria.map(
    ({ metric_name: metric, operator, threshold }) => `${metric} ${signOf(operator)} ${threshold}`,
  );
  return [...measured, ...(test ? [`failing places ≥ ${test.failed_location_count}`] : [])].join(' and ');
}

/** Of `PT15M` or `PT1H`. */
function minutesOf(window: string): number {
  const [, count, unit] = /^PT(\d+)([MH])$/.exec(window) ?? [];
  return Number(count) * (unit === 'H' ? 60 : 1);
}

const common = ({ name, description, action = [] }: Common, resources: Resources) => ({
  name,
  tells: description,
  calls: calledBy(
    action.map((one) => one.action_group_id),
    resources,
  ),
});

const ofMetric: AlarmReader = ({ values }, resources) => {
  const alert = values as unknown as MetricAlert;
  return {
    ...common(alert, resources),
    when: whenOf(alert),
    minutes: minutesOf(alert.window_size),
    severity: SEVERITIES[alert.severity] ?? `${alert.severity}`,
  };
};

const ofActivity: AlarmReader = ({ values }, resources) => {
  const alert = values as unknown as ActivityAlert;
  return { ...common(alert, resources), when: alert.criteria.operation_name ?? alert.criteria.category };
};

export const alarms: CloudAlarms = {
  azurerm_monitor_metric_alert: ofMetric,
  azurerm_monitor_activity_log_alert: ofActivity,
};
