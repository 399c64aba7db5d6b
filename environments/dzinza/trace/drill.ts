/** That recovery is tested every quarter, which the design says twice. */
import { differs } from '../../../index';

/** The cloud tells people on the first day of each quarter. */
export const drilled = differs('people rehearse it, by `triptych runbook`: every quarter the cloud tells them to', {
  aws: {
    'aws_scheduler_schedule.drill_to_team.[schedule_expression, schedule_expression_timezone]': [
      'cron(0 6 1 1,4,7,10 ? *)',
      'UTC',
    ],
  },
  google: {
    'google_cloud_scheduler_job.drill.schedule': '0 6 1 1,4,7,10 *',
    'google_monitoring_alert_policy.drill_alarm.notification_channels': [
      '${google_monitoring_notification_channel.notify_team.name}',
    ],
  },
  azurerm: {
    'azurerm_monitor_metric_alert.drill_alarm.[scopes, action[].action_group_id]': [
      ['${azurerm_logic_app_workflow.drill.id}'],
      ['${azurerm_monitor_action_group.notify_team.id}'],
    ],
  },
});
