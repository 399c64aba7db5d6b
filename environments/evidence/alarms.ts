/** Evidence of what alarms bring besides themselves, for the trace of any system. */
import { contains, type Evidence } from '../../index';

/** A dashboard of the cloud has charts of what its alarms are about. */
export const cloudDashboard = (...alarms: readonly string[]): Evidence => ({
  aws: { 'aws_cloudwatch_dashboard.alarms_dashboard.dashboard_body': contains(...alarms) },
  google: { 'google_monitoring_dashboard.alarms_dashboard.dashboard_json': contains(...alarms) },
  azurerm: { 'azurerm_portal_dashboard.alarms_dashboard.dashboard_properties': contains(...alarms) },
});
