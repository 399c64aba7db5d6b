/** Changes of deploy identities: none of them holds data, and none takes any with it. */
import { KEPT, NOTHING, type Thing, type Topology } from './matrix';

const files: Topology = { objectStores: { files: {} } };

const identity = (change: object = {}): object => ({
  from: { github: { repository: 'acme/shop', subjects: [{ branch: 'main' }] } },
  upload: ['files'],
  ...change,
});
const named = (name: string, change: object = {}): Topology => ({
  ...files,
  deployIdentities: { [name]: identity(change) as never },
});

const deploying = (deploy: string[]): Topology => ({
  ...named('site', { deploy }),
  cluster: {
    version: '1.35',
    maintenanceWindow: { day: 'sunday', start: '02:00', hours: 12 },
    nodePools: { main: { size: { vcpu: 4, memoryGiB: 16 }, min: 3, max: 6 } },
  },
  namespaces: { shop: {}, data: {} },
});

const invalidating = (invalidate: string[]): Topology => ({
  objectStores: { files: {}, pages: { public: true } },
  dnsZones: { main: { domain: 'example.com' } },
  cdns: {
    pages: { hosts: ['www.example.com'], origin: { bucket: 'pages' } },
    more: { hosts: ['more.example.com'], origin: { bucket: 'pages' } },
  },
  deployIdentities: { site: identity({ invalidate }) as never },
});

const NO_DATA = 'identities hold no data, and have no protection';
const NO_KEY = 'identities hold nothing to encrypt';

export const identities: readonly Thing[] = [
  {
    thing: 'deploy identity',
    rows: {
      removed: { before: named('site'), after: files, expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: { before: named('site'), after: named('pages'), expected: KEPT },
      'renamed with formerly': {
        before: named('site'),
        after: named('pages', { formerly: ['site'] }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'identities have no size',
      'version raised': 'identities have no version',
      'zones from 3 to 2': 'identities are in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'trusted at another branch': {
        before: named('site'),
        after: named('site', {
          from: {
            github: { repository: 'acme/shop', subjects: [{ branch: 'release' }, { environment: 'production' }] },
          },
        }),
        expected: KEPT,
      },
      'deploys elsewhere': {
        before: deploying(['shop']),
        after: deploying(['data']),
        expected: KEPT,
      },
      'deploys no more': {
        before: deploying(['shop']),
        after: deploying([]),
        expected: KEPT,
      },
      'invalidates others': {
        before: invalidating(['pages']),
        after: invalidating(['more']),
        expected: KEPT,
      },
      'invalidates no more': {
        before: invalidating(['pages', 'more']),
        after: invalidating([]),
        expected: KEPT,
      },
      'moved to another issuer': {
        before: named('site'),
        after: named('site', { from: { gitlab: { project: 'acme/shop', subjects: [{ branch: 'main' }] } } }),
        expected: KEPT,
      },
    },
  },
];
