/** Changes of Cdns: none of them holds data, and none takes any with it. */
import { balanced } from './balancers';
import { each, KEPT, NOTHING, refused, type Thing, type Topology } from './matrix';

const DOMAIN = 'shop.example.com';
const around: Topology = { dnsZones: { main: { domain: DOMAIN } }, objectStores: { files: { public: true } } };
const closed: Topology = { ...around, objectStores: { files: {} } };

const site = (change: object = {}) => ({ hosts: [`www.${DOMAIN}`], origin: { bucket: 'files' }, ...change });
const named = (name: string, change: object = {}): Topology => ({ ...around, cdns: { [name]: site(change) } });
const cached = (paths: object): Topology => named('site', { paths });

const guarded = (): Topology => ({
  ...named('site', { webFirewall: 'lists' }),
  webFirewalls: { lists: { managedRules: [], blockedCidrs: ['192.0.2.0/24'] } },
});

/** Unprotected: on AWS it is replaced on the way behind a Cdn. */
const open = { deletionProtection: false } as const;
const ALL = ['api', 'docs', 'www'];
const KEEPS = { paths: { assets: { path: '/assets/*' } } };
const gateway = (change: object = {}, names: readonly string[] = ['www']) => ({
  hosts: names.map((name) => `${name}.${DOMAIN}`),
  origin: { loadBalancer: true },
  ...change,
});
const behind = (cdns: object, hosts?: readonly string[], loadBalancer: Topology['loadBalancer'] = open): Topology => ({
  ...balanced(loadBalancer, hosts),
  cdns: cdns as NonNullable<Topology['cdns']>,
});

const NO_DATA = 'Cdns hold no data, and have no protection';
const NO_KEY = 'Cdns hold nothing to encrypt';

export const cdns: readonly Thing[] = [
  {
    thing: 'cdn',
    rows: {
      removed: { before: named('site'), after: closed, expected: KEPT },
      'removed without protection': NO_DATA,
      renamed: { before: named('site'), after: named('pages'), expected: KEPT },
      'renamed with formerly': {
        before: named('site'),
        after: named('pages', { formerly: ['site'] }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'Cdns have no size',
      'version raised': 'Cdns have no version',
      'zones from 3 to 2': 'Cdns are in no zone',
      'environment destroyed': NO_DATA,
      'destroyed without protection': NO_DATA,
      'host added': {
        before: named('site'),
        after: named('site', { hosts: [`www.${DOMAIN}`, `files.${DOMAIN}`] }),
        expected: KEPT,
      },
      'host removed': {
        before: named('site', { hosts: [`www.${DOMAIN}`, `files.${DOMAIN}`] }),
        after: named('site'),
        expected: KEPT,
      },
      'path added': { before: cached({}), after: cached({ assets: { path: '/assets/*' } }), expected: KEPT },
      'path removed': { before: cached({ assets: { path: '/assets/*' } }), after: cached({}), expected: KEPT },
      'answers no longer kept': {
        before: named('site'),
        after: named('site', { caching: { seconds: 0 } }),
        expected: KEPT,
      },
      'fallback added': {
        before: named('site'),
        after: named('site', { origin: { bucket: 'files', fallback: '/index.html' } }),
        expected: KEPT,
      },
      // Stand-ins do not read back the statements of a web ACL, whose type the bindings do not have.
      'firewall added': { untriedOn: ['aws'], before: named('site'), after: guarded(), expected: KEPT },
      'firewall removed': { untriedOn: ['aws'], before: guarded(), after: named('site'), expected: KEPT },
      'bucket opened': { before: closed, after: named('site'), expected: KEPT },
    },
  },
  {
    thing: 'gateway cdn',
    rows: {
      // The load balancer is another one on AWS, as the internet reaches it again.
      removed: {
        before: behind({ site: gateway() }, ['www'], {}),
        after: balanced(),
        expected: each(refused('protected'), KEPT, KEPT),
      },
      'removed without protection': { before: behind({ site: gateway() }), after: balanced(open), expected: KEPT },
      renamed: { before: behind({ site: gateway() }), after: behind({ pages: gateway() }), expected: KEPT },
      'renamed with formerly': {
        before: behind({ site: gateway() }),
        after: behind({ pages: gateway({ formerly: ['site'] }) }),
        expected: NOTHING,
      },
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'Cdns have no size',
      'version raised': 'Cdns have no version',
      'zones from 3 to 2': 'Cdns are in no zone',
      'environment destroyed': 'see the load balancer',
      'destroyed without protection': 'see the load balancer',
      added: {
        before: balanced(),
        after: behind({ site: gateway() }, ['www'], {}),
        expected: each(refused('protected'), KEPT, KEPT),
      },
      'added without protection': { before: balanced(open), after: behind({ site: gateway() }), expected: KEPT },
      'host added': {
        before: behind({ site: gateway() }),
        after: behind({ site: gateway({}, ['api', 'www']) }, ['api', 'www']),
        expected: KEPT,
      },
      'host moved to another': {
        before: behind({ site: gateway({}, ['api', 'www']), docs: gateway({}, ['docs']) }, ALL),
        after: behind({ site: gateway(), docs: gateway({}, ['api', 'docs']) }, ALL),
        expected: KEPT,
      },
      'path kept': { before: behind({ site: gateway() }), after: behind({ site: gateway(KEEPS) }), expected: KEPT },
      'path no longer kept': {
        before: behind({ site: gateway(KEEPS) }),
        after: behind({ site: gateway() }),
        expected: KEPT,
      },
    },
  },
];
