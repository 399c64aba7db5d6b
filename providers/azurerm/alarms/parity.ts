import type { AlarmsProps } from '../../../constructs/alarms';
import { emulated, native, type ParityOf } from '../../../core/parity';

const ARGUMENT = 'azurerm_monitor_metric_alert.criteria.threshold';
const THRESHOLD = native(ARGUMENT);
const WINDOW = native('azurerm_monitor_metric_alert.window_size');

export const parity: ParityOf<AlarmsProps> = {
  critical: native('azurerm_monitor_metric_alert.action'),
  warning: native('azurerm_monitor_metric_alert.action'),
  'minutes.critical': WINDOW,
  'minutes.warning': WINDOW,
  'thresholds.cpuPercent': THRESHOLD,
  'thresholds.memoryPercent': THRESHOLD,
  'thresholds.connectionsPercent': THRESHOLD,
  'thresholds.diskFreePercent': THRESHOLD,
  'thresholds.replicaSeconds': THRESHOLD,
  'thresholds.evictions': THRESHOLD,
  'thresholds.errorPercent': THRESHOLD,
  'thresholds.p95Ms': emulated(ARGUMENT, 'it is compared with the average, because Front Door tells no percentiles'),
  'thresholds.leastRequests': THRESHOLD,
  maintenanceNotices: native('azurerm_monitor_activity_log_alert'),
  dashboard: native('azurerm_portal_dashboard'),
  'rules.*.tells': native('azurerm_monitor_metric_alert.description'),
  'rules.*.severity': native('azurerm_monitor_metric_alert.severity'),
  'rules.*.minutes': native('azurerm_monitor_metric_alert.window_size'),
  'rules.*.raised': native('azurerm_monitor_metric_alert.criteria.operator'),
  'rules.*.threshold': native('azurerm_monitor_metric_alert.criteria.threshold'),
  'rules.*.metric': native('azurerm_monitor_metric_alert.criteria.metric_name'),
  off: native('azurerm_monitor_metric_alert'),
};
