/** Rules of what stands by and the environment for which it does. */
import { compact } from '../../core/records';
import type { RuleTable } from '../../core/rules/rule';
import type { Plan } from './resolve';

export const standingByRules: RuleTable<Plan, Plan> = [
  {
    code: 'region-closed',
    property: '',
    check: ({ cloud, target: { region } }, { environment: { account }, target }) => {
      const open = compact([target.region, target.secondaryRegion]);
      return (
        account?.compliance?.regions === 'targets' &&
        !open.includes(region) &&
        `targets.${cloud.name}.region must be ${open.join(' or ')}, got ${region}: account.compliance.regions closes the others`
      );
    },
  },
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
