import type { BudgetProps } from '../../../constructs/budget';
import { native, type ParityOf, unsupported } from '../../../core/parity';

export const parity: ParityOf<BudgetProps> = {
  monthly: native('azurerm_consumption_budget_subscription.amount'),
  currency: unsupported(
    'a budget on Azure is in the currency of the bill, and has no argument for it',
    'leave it out, or give it to the other clouds in `differences`',
  ),
  'alerts.*.percent': native('azurerm_consumption_budget_subscription.notification.threshold'),
  'alerts.*.of': native('azurerm_consumption_budget_subscription.notification.threshold_type'),
  notify: native('azurerm_consumption_budget_subscription.notification.contact_groups'),
};
