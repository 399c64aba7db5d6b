/** That the cloud itself calls the rotation when the database does not answer, or requests fail. */
import { done } from '../../../index';

export const alarms = done({
  aws: {
    'aws_cloudwatch_metric_alarm.[alarms_database_unavailable_postgres, alarms_entry_errors][].alarm_actions[]': [
      '${aws_sns_topic.notify_pager.arn}',
      '${aws_sns_topic.notify_pager.arn}',
    ],
  },
  google: {
    'google_monitoring_alert_policy.[alarms_database_unavailable_postgres, alarms_entry_errors][].severity': [
      'CRITICAL',
      'CRITICAL',
    ],
  },
  azurerm: {
    'azurerm_monitor_metric_alert.[alarms_database_unavailable_postgres, alarms_entry_errors][].severity': [0, 0],
  },
});
