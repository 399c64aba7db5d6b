/** Account: it makes something, and tells somebody who is there. */
import { repeated } from '../../core/records';
import { forEach, type RuleContext, type RuleTable } from '../../core/rules/rule';
import type { Environment } from '../environment/schema';
import { sendersIn } from '../notification/named';
import { toldRules } from '../notification/told-rules';
import type { AccountProps } from './schema';

type Rules = RuleTable<AccountProps, RuleContext<Environment>>;

const isEmpty = ({ defaults, costTags, overrides: _, ...parts }: AccountProps): boolean =>
  !defaults && !costTags && Object.values(parts).every((part) => part === undefined);

/** Properties of the account that name notifications. */
const senders = (_: AccountProps, { environment }: RuleContext<Environment>) =>
  sendersIn(environment)
    .filter(({ stack }) => stack === 'account')
    .map(({ path, names }) => [path.replace(/^account\./, ''), names] as const);

export const accountRules: Rules = [
  {
    code: 'empty',
    property: '',
    check: (props) =>
      isEmpty(props) && 'makes nothing: give it state, auditTrail, compliance or another part, or remove it',
  },
  {
    code: 'frameworks-twice',
    property: 'compliance.frameworks',
    check: ({ compliance }) => {
      const twice = repeated(compliance?.frameworks ?? []);
      return twice.length > 0 && `must differ from each other, got ${twice.join(', ')} twice`;
    },
  },
  forEach(
    senders,
    toldRules<readonly string[]>('', (names) => names),
  ),
];

/** What cannot be undone, and what loses its purpose without somebody who is told. */
export const accountWarnings: Rules = [
  {
    code: 'trail-locked',
    property: 'auditTrail.lock',
    // Object lock in compliance mode (AWS), a locked log bucket (Google), a locked policy of immutability (Azure).
    check: ({ auditTrail }) =>
      auditTrail?.lock === true &&
      `cannot be taken back on any cloud: nobody, the owner included, can delete records before their ${auditTrail.retentionDays} days are over. On Google retentionDays stays what it is from then on, and on Azure it can only grow, five times. Acknowledge it when you are sure`,
  },
  {
    code: 'trail-silent',
    property: 'auditTrail.alerts',
    ofAbsent: true,
    check: ({ auditTrail }) =>
      auditTrail !== undefined &&
      auditTrail.alerts.length === 0 &&
      'tells nobody of what the trail records: name one of notifications, or somebody has to look',
  },
  {
    code: 'threats-silent',
    property: 'threatDetection.notify',
    ofAbsent: true,
    check: ({ threatDetection }) =>
      threatDetection !== undefined &&
      threatDetection.notify.length === 0 &&
      'tells nobody of findings: name one of notifications, or somebody has to look',
  },
];
