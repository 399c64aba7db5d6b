/** Changes of drills, which hold no data: the next message comes by the new schedule. */
import { KEPT, type Row, type Thing, type Topology } from './matrix';

/** Checks that stay, so that each notification is told by something. */
const others = {
  first: { host: 'first.example.com', notify: ['ops'] },
  second: { host: 'second.example.com', notify: ['sre'] },
};

const having = (recovery: Topology['recovery']): Topology => ({
  notifications: { ops: { email: 'ops@example.com' }, sre: { email: 'sre@example.com' } },
  uptimeChecks: others,
  ...(recovery && { recovery }),
});

const drilled = (change: object = {}): Topology => having({ rpoMinutes: 60, drill: { notify: ['ops'], ...change } });

const changed = (change: object): Row => ({ before: drilled(), after: drilled(change), expected: KEPT });

const NO_DATA = 'drills hold no data, and have no protection';
const NO_KEY = 'drills hold nothing to encrypt';
const NO_NAME = 'an environment has one drill, without a name';

export const drills: readonly Thing[] = [
  {
    thing: 'drill',
    rows: {
      removed: { before: drilled(), after: having({ rpoMinutes: 60 }), expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: NO_NAME,
      'renamed with formerly': NO_NAME,
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'drills have no size',
      'version raised': 'drills have no version',
      'zones from 3 to 2': 'drills are in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'at other times': changed({ cron: '30 7 * * MON' }),
      'others told': changed({ notify: ['sre'] }),
      'more told': changed({ notify: ['ops', 'sre'] }),
      'removed with recovery': { before: drilled(), after: having(undefined), expected: KEPT },
      added: { before: having({ rpoMinutes: 60 }), after: drilled(), expected: KEPT },
    },
  },
];
