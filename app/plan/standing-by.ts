/** Rules of a pilot light and the environment for which it stands by. */
import type { RuleTable } from '../../core/rules/rule';
import type { Plan } from './resolve';

export const standingByRules: RuleTable<Plan, Plan> = [
  {
    code: 'state-in-lost-region',
    property: 'state',
    check: ({ environment, target }, recovered) => {
      const state = target.state ?? environment.state;
      return (
        state.kind === 's3' &&
        state.region === recovered.target.region &&
        `must be outside of ${state.region}, with which it would be lost: say in recovery.differences.state where it is`
      );
    },
  },
];
