/** Changes of uptime checks, which hold no data: a cloud that makes one anew begins to ask at once. */
import { KEPT, NOTHING, type Row, type Thing, type Topology } from './matrix';

/** Checks that stay, so that each notification is told by something. */
const others = {
  first: { host: 'first.example.com', notify: ['ops'] },
  second: { host: 'second.example.com', notify: ['sre'] },
};

const having = (uptimeChecks: object): Topology => ({
  notifications: { ops: { email: 'ops@example.com' }, sre: { email: 'sre@example.com' } },
  uptimeChecks: { ...others, ...uptimeChecks },
});
const around = having({});

const named = (name: string, change: object = {}): Topology =>
  having({ [name]: { host: 'www.example.com', notify: ['ops'], ...change } });

const changed = (change: object, expected: Row['expected'] = KEPT): Row => ({
  before: named('site'),
  after: named('site', change),
  expected,
});

const NO_DATA = 'uptime checks hold no data, and have no protection';
const NO_KEY = 'uptime checks hold nothing to encrypt';

export const uptimeChecks: readonly Thing[] = [
  {
    thing: 'uptime check',
    rows: {
      removed: { before: named('site'), after: around, expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: { before: named('site'), after: named('shop'), expected: KEPT },
      'renamed with formerly': {
        before: named('site'),
        after: named('shop', { formerly: ['site'] }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'uptime checks have no size',
      'version raised': 'uptime checks have no version',
      'zones from 3 to 2': 'uptime checks are in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'another host': changed({ host: 'shop.example.com' }),
      'a text asked for': changed({ contains: 'well' }),
      'others told': changed({ notify: ['sre'] }),
      'last removed': { before: named('site'), after: {}, expected: KEPT },
      added: { before: around, after: named('site'), expected: KEPT },
    },
  },
];
