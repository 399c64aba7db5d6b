/** Drill: it comes by a schedule that every cloud takes, and somebody is there to be told. */
import { repeated } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { clockRules } from '../clock-rules';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import type { DrillProps } from './schema';

export const drillRules: RuleTable<Environment, unknown> = [
  forEach<Environment, DrillProps, unknown>(
    ({ recovery }) => (recovery?.drill ? [['recovery.drill', recovery.drill] as const] : []),
    [
      ...clockRules<DrillProps, Environment>('drill', 'cron', ({ cron }) => cron),
      {
        code: 'drill-notification-unknown',
        property: 'notify',
        check: ({ notify }, _, { notifications }) =>
          unknownNames("the environment's notifications", notify, Object.keys(notifications)),
        standsOn: () => ['notifications'],
      },
      {
        code: 'drill-notification-twice',
        property: 'notify',
        check: ({ notify }) => {
          const twice = repeated(notify);
          return twice.length > 0 && `must name each once, got ${twice.join(', ')} twice`;
        },
      },
    ],
  ),
];
