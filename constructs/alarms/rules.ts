/** Alarms: on something that is there, for somebody who is there. */
import { repeated } from '../../core/records';
import type { RuleContext, RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { toldRules } from '../notification/told-rules';
import { ALARMS, SEVERITIES } from './catalogue';
import type { AlarmsProps } from './schema';
import { alarmsFor } from './watched';

type Rules = RuleTable<AlarmsProps, RuleContext<Environment>>;

const KINDS = {
  database: 'databases',
  replica: 'read replicas',
  vault: 'databases with backups beside the daily ones',
  restoreTest: 'databases with backups.restoreTest',
  cache: 'caches but those that evict any key',
  entry: 'loadBalancer',
  nat: 'network with NAT gateways',
} as const satisfies Record<(typeof ALARMS)[keyof typeof ALARMS]['about'], string>;

/** Properties that name notifications. */
const TOLD = [...SEVERITIES, 'maintenanceNotices'] as const;

const HAVING = ['databases', 'caches', 'loadBalancer', 'network'];

export const alarmsRules: Rules = [
  {
    code: 'nothing',
    property: '',
    check: ({ rules }, { environment }) =>
      alarmsFor(environment).length === 0 &&
      Object.keys(rules).length === 0 &&
      `have nothing to watch: the environment has no ${Object.values(KINDS).join(', no ')}, and the alarms no rules. Remove them`,
    standsOn: () => HAVING,
  },
  ...TOLD.flatMap((property) => toldRules<AlarmsProps>(property, (props) => props[property])),
  {
    code: 'off-nothing',
    property: 'off',
    check: ({ off }, { environment }) => {
      const [first] = off.filter((name) => !alarmsFor(environment).includes(name));
      return (
        first !== undefined &&
        `must name alarms that there are, got ${first}: the environment has no ${KINDS[ALARMS[first].about]}`
      );
    },
    standsOn: () => HAVING,
  },
  {
    code: 'off-twice',
    property: 'off',
    check: ({ off }) => repeated(off).length > 0 && `must name each once, got ${repeated(off).join(', ')} twice`,
  },
];

/** An environment that survives the loss of a zone is one that people rely on. */
export const alarmsWarnings: Rules = [
  {
    code: 'nobody-called',
    property: 'critical',
    ofAbsent: true,
    check: ({ critical }, { environment: { highAvailability } }) =>
      highAvailability &&
      critical.length === 0 &&
      'calls nobody: critical alarms are shown in the console of the cloud, and nowhere else. Name one of notifications',
  },
];
