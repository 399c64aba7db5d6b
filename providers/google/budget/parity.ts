import type { BudgetProps } from '../../../constructs/budget';
import { native, type ParityOf } from '../../../core/parity';

export const parity: ParityOf<BudgetProps> = {
  monthly: native('google_billing_budget.amount.specified_amount.units'),
  currency: native('google_billing_budget.amount.specified_amount.currency_code'),
  'alerts.*.percent': native('google_billing_budget.threshold_rules.threshold_percent'),
  'alerts.*.of': native('google_billing_budget.threshold_rules.spend_basis'),
  notify: native('google_billing_budget.all_updates_rule.monitoring_notification_channels'),
};
