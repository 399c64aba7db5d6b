/** Changes of budgets, which hold no data: AWS, Google and Azure forget at most which alerts they have sent. */
import { KEPT, NOTHING, type Row, type Thing, type Topology } from './matrix';

/** Budgets that stay, so that each notification is told by something. */
const others = { first: { monthly: 2000, notify: ['ops'] }, second: { monthly: 3000, notify: ['sre'] } };

const billed: Topology = { targets: { google: { billingAccount: '0A1B2C-3D4E5F-6A7B8C' } } };

const having = (budgets: object): Topology => ({
  ...billed,
  notifications: { ops: { email: 'ops@example.com' }, sre: { email: 'sre@example.com' } },
  budgets: { ...others, ...budgets },
});
const around = having({});

const named = (name: string, change: object = {}): Topology =>
  having({ [name]: { monthly: 900, notify: ['ops'], ...change } });

const changed = (change: object, expected: Row['expected'] = KEPT): Row => ({
  before: named('month'),
  after: named('month', change),
  expected,
});

const NO_DATA = 'budgets hold no data, and have no protection';
const NO_KEY = 'budgets hold nothing to encrypt';

export const budgets: readonly Thing[] = [
  {
    thing: 'budget',
    rows: {
      removed: { before: named('month'), after: around, expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: { before: named('month'), after: named('all'), expected: KEPT },
      'renamed with formerly': {
        before: named('month'),
        after: named('all', { formerly: ['month'] }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'its amount is, which is below',
      'version raised': 'budgets have no version',
      'zones from 3 to 2': 'budgets are in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'amount changed': changed({ monthly: 1200 }),
      'alerts changed': changed({ alerts: [{ percent: 50 }, { percent: 100, of: 'forecast' }] }),
      'others told': changed({ notify: ['sre'] }),
      'last removed': {
        before: {
          ...billed,
          notifications: { ops: { email: 'ops@example.com' } },
          budgets: { month: { monthly: 900, notify: ['ops'] } },
        },
        after: billed,
        expected: KEPT,
      },
      added: { before: around, after: named('month'), expected: KEPT },
    },
  },
];
