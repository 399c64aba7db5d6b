/** Budget: alerts that differ, for somebody who is there. */
import { repeated } from '../../core/records';
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { toldRules } from '../notification/told-rules';
import type { BudgetAlert, BudgetProps } from './schema';

const describe = ({ percent, of }: BudgetAlert): string => `${percent} percent of ${of}`;

export const budgetRules: RuleTable<BudgetProps, RuleContext<Environment>> = [
  {
    code: 'alert-twice',
    property: 'alerts',
    check: ({ alerts }) => {
      const twice = repeated(alerts.map(describe));
      return twice.length > 0 && `must differ from each other, got ${twice.join(', ')} twice`;
    },
  },
  ...toldRules<BudgetProps>('notify', ({ notify }) => notify),
];
