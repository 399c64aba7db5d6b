/** Changes of the access lists of a network: they hold no data, and stand before what does. */
import { KEPT, type Thing, type Topology } from './matrix';

type AccessLists = Exclude<
  Extract<NonNullable<Topology['network']>, { cidr: string }>['accessLists'],
  false | undefined
>;
type List = NonNullable<AccessLists['public']>;
type Rule = List[number];

const around = (accessLists: AccessLists | false, zones = 3): Topology => ({
  network: { cidr: '10.20.0.0/16', zones, accessLists },
  databases: {
    orders: { version: '17', size: 'large', storage: { sizeGiB: 100 }, database: 'orders', owner: 'orders' },
  },
  caches: { sessions: { version: '7', size: 'medium' } },
});

const HTTPS: Rule = { direction: 'in', ports: [443], cidr: '0.0.0.0/0' };
const FORWARDED: Rule = { direction: 'in', protocol: 'all', cidr: 'private' };
const OUT: Rule = { direction: 'out', protocol: 'all', cidr: '0.0.0.0/0' };
const OFFICE: Rule = { direction: 'in', ports: [22], cidr: '203.0.113.0/24' };
const open = (...rules: List): AccessLists => ({ public: rules });
const LIST = open(HTTPS, FORWARDED, OUT);

const database = (ports: string): AccessLists => ({ database: [{ direction: 'in', ports: [ports], cidr: 'private' }] });

const NO_DATA = 'a list holds no data, and has no protection';
const NO_NAME = 'lists are those of the tiers, which have their names';
const NO_KEY = 'a list holds nothing to encrypt';

export const accessLists: readonly Thing[] = [
  {
    thing: 'access list',
    rows: {
      removed: { before: around(LIST), after: around({}), expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: NO_NAME,
      'renamed with formerly': NO_NAME,
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'a list has no size',
      'version raised': 'a list has no version',
      'zones from 3 to 2': { before: around({}), after: around({}, 2), expected: KEPT },
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'turned on': { before: around(false), after: around({}), expected: KEPT },
      'turned off': { before: around({}), after: around(false), expected: KEPT },
      'written for a tier': { before: around({}), after: around(LIST), expected: KEPT },
      'rule added': { before: around(LIST), after: around(open(HTTPS, FORWARDED, OUT, OFFICE)), expected: KEPT },
      'rule put before others': {
        before: around(LIST),
        after: around(open(OFFICE, HTTPS, FORWARDED, OUT)),
        expected: KEPT,
      },
      'rule changed': {
        before: around(open(HTTPS, FORWARDED, OUT, OFFICE)),
        after: around(open(HTTPS, FORWARDED, OUT, { ...OFFICE, ports: [2222], cidr: '198.51.100.0/24' })),
        expected: KEPT,
      },
      'rule turned round': {
        before: around(open({ ...OFFICE, allow: false }, HTTPS, FORWARDED, OUT)),
        after: around(open({ ...OFFICE, direction: 'out' }, HTTPS, FORWARDED, OUT)),
        expected: KEPT,
      },
      'rule removed': { before: around(open(HTTPS, FORWARDED, OUT, OFFICE)), after: around(LIST), expected: KEPT },
      'written for the database tier': { before: around({}), after: around(database('5432-10000')), expected: KEPT },
      'changed for the database tier': {
        before: around(database('5432-10000')),
        after: around(database('5000-10000')),
        expected: KEPT,
      },
      'removed from the database tier': { before: around(database('5432-10000')), after: around({}), expected: KEPT },
    },
  },
];
