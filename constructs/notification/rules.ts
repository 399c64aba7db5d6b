/** Notification: somebody sends messages to it. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { sendersIn } from './named';
import type { NotificationProps } from './schema';

export const notificationRules: RuleTable<NotificationProps, RuleContext<Environment>> = [
  {
    code: 'unused',
    property: '',
    check: (_, { environment, id }) =>
      !sendersIn(environment).some(({ names }) => names.includes(id)) &&
      'is named by nothing that sends messages: name it in alarms.critical, alarms.warning, alarms.maintenanceNotices, uptimeChecks.*.notify, budgets.*.notify, recovery.drill.notify, account.auditTrail.alerts, account.threatDetection.notify or account.costAnomalies.notify, or remove it',
    standsOn: () => ['account', 'alarms', 'budgets', 'recovery', 'uptimeChecks'],
  },
];
