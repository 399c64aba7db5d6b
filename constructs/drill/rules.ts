/** Drill: it comes by a schedule that every cloud takes, and somebody is there to be told. */
import { repeated } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { limitsBothDays, longestPause, valuesOf } from '../../core/words/cron';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';

/** How often a schedule comes on one of its days. */
function timesADay(schedule: string): number {
  const [minutes = [], hours = []] = valuesOf(schedule);
  return minutes.length * hours.length;
}

export const drillRules: RuleTable<Environment, unknown> = [
  forEach(
    ({ recovery }) => (recovery?.drill ? [['recovery.drill', recovery.drill] as const] : []),
    [
      {
        code: 'drill-often',
        property: 'cron',
        check: ({ cron }) => timesADay(cron) > 1 && `must come once a day at most, got "${cron}"`,
      },
      {
        code: 'drill-never',
        property: 'cron',
        check: ({ cron }) => longestPause(cron) === Infinity && `must come more than once, got "${cron}"`,
      },
      {
        code: 'drill-days',
        property: 'cron',
        check: ({ cron }) =>
          limitsBothDays(cron) &&
          `must limit days of the month or of the week, but not both, which not every cloud takes, got "${cron}"`,
      },
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
