import type { BudgetProps } from '../../../constructs/budget';
import { except, native, type ParityOf } from '../../../core/parity';
import { CURRENCY } from './budget';

export const parity: ParityOf<BudgetProps> = {
  monthly: native('aws_budgets_budget.limit_amount'),
  currency: native(
    'aws_budgets_budget.limit_unit',
    except<string>(
      `another than ${CURRENCY}`,
      (currency) => currency !== CURRENCY,
      'AWS budgets are in US dollars, as its prices are',
      'convert monthly, and leave currency out, or give it to the other clouds in `differences`',
    ),
  ),
  'alerts.*.percent': native('aws_budgets_budget.notification.threshold'),
  'alerts.*.of': native('aws_budgets_budget.notification.notification_type'),
  notify: native(
    'aws_budgets_budget.notification.subscriber_sns_topic_arns',
    except<readonly string[]>(
      'more than one',
      (named) => named.length > 1,
      'an alert of a budget on AWS goes to one topic',
      'name one, whose address is that of a group, or make a budget for each',
    ),
  ),
};
