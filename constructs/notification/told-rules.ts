/** Rules of what names notifications: each is there, and named once. */
import { repeated } from '../../core/records';
import type { Rule, RuleContext } from '../../core/rules/rule';
import { unknownNames } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';

export const toldRules = <P>(
  property: string,
  namesOf: (props: P) => readonly string[],
): Rule<P, RuleContext<Environment>>[] => [
  {
    code: 'notification-unknown',
    property,
    check: (props, { environment }) =>
      unknownNames("the environment's notifications", namesOf(props), Object.keys(environment.notifications)),
    standsOn: () => ['notifications'],
  },
  {
    code: 'notification-twice',
    property,
    check: (props) => {
      const twice = repeated(namesOf(props));
      return twice.length > 0 && `must name each once, got ${twice.join(', ')} twice`;
    },
  },
];
