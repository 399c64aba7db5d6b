/** Budget: alerts that differ, for somebody who is there. */
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import type { BudgetAlert, BudgetProps } from './schema';

const twice = (all: readonly string[]): string[] => [
  ...new Set(all.filter((one, index) => all.indexOf(one) !== index)),
];

const describe = ({ percent, of }: BudgetAlert): string => `${percent} percent of ${of}`;

export const budgetRules: RuleTable<BudgetProps, RuleContext<Environment>> = [
  {
    code: 'alert-twice',
    property: 'alerts',
    check: ({ alerts }) => {
      const repeated = twice(alerts.map(describe));
      return repeated.length > 0 && `must differ from each other, got ${repeated.join(', ')} twice`;
    },
  },
  {
    code: 'notification-unknown',
    property: 'notify',
    check: ({ notify }, { environment }) =>
      unknownNames("the environment's notifications", notify, Object.keys(environment.notifications)),
    standsOn: () => ['notifications'],
  },
  {
    code: 'notification-twice',
    property: 'notify',
    check: ({ notify }) => twice(notify).length > 0 && `must name each once, got ${twice(notify).join(', ')} twice`,
  },
];
