/** Changes of load balancers: none of them holds data, but the environment says whether their address may go. */
import { KEPT, refused, type Row, type Thing, type Topology } from './matrix';

const DOMAIN = 'shop.example.com';
const MACHINES = {
  version: '1.35',
  deletionProtection: false,
  nodePools: { main: { size: 'large', min: 3, max: 6 } },
} as const;

const web = (hosts: readonly string[]) => ({
  namespace: 'web',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/' } },
  routes: hosts.map((name) => ({ host: { zone: 'main', name } })),
});

const around = (hosts: readonly string[] = ['www']): Topology => ({
  cluster: MACHINES,
  dnsZones: { main: { domain: DOMAIN } },
  addons: { gateway: {}, certManager: { email: 'ops@example.com' }, externalDns: {}, loadBalancerController: {} },
  namespaces: { web: {} },
  workloads: { web: web(hosts) },
});

/** A load balancer before a gateway that serves these hosts. */
export const balanced = (loadBalancer: Topology['loadBalancer'] = {}, hosts?: readonly string[]): Topology => ({
  ...around(hosts),
  loadBalancer,
});

const guarded = (firewall: object): Topology => ({
  ...balanced({ webFirewall: 'site' }),
  webFirewalls: { site: { managedRules: [], rateLimits: { all: { requests: 2000 } }, ...firewall } },
});

/** Stand-ins do not read back the statements of a web ACL, whose type the bindings do not have. */
const UNTRIED: Row['untriedOn'] = ['aws'];
const ONE = 'an environment has one at most, without a name';
const NO_KEY = 'load balancers hold nothing to encrypt';

export const balancers: readonly Thing[] = [
  {
    thing: 'balancer',
    rows: {
      removed: { before: balanced(), after: around(), expected: refused('protected') },
      'removed without protection': {
        before: balanced({ deletionProtection: false, logs: false }),
        after: around(),
        expected: KEPT,
      },
      renamed: ONE,
      'renamed with formerly': ONE,
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'load balancers have no size',
      'version raised': 'load balancers have no version',
      'zones from 3 to 2': 'zones are those of the network',
      'environment destroyed': { before: balanced(), expected: refused('protected') },
      'destroyed without protection': 'as removed without protection',
      added: { before: around(), after: balanced(), expected: KEPT },
      'host added': { before: balanced({}, ['www']), after: balanced({}, ['api', 'www']), expected: KEPT },
      'host removed': { before: balanced({}, ['api', 'www']), after: balanced({}, ['www']), expected: KEPT },
      'waits longer': { before: balanced(), after: balanced({ idleSeconds: 120 }), expected: KEPT },
      'asks seldom': {
        before: balanced(),
        after: balanced({ healthCheck: { intervalSeconds: 20 } }),
        expected: KEPT,
      },
      'firewall added': { untriedOn: UNTRIED, before: balanced(), after: guarded({}), expected: KEPT },
      'firewall removed': { untriedOn: UNTRIED, before: guarded({}), after: balanced(), expected: KEPT },
      'firewall counts': { untriedOn: UNTRIED, before: guarded({}), after: guarded({ mode: 'count' }), expected: KEPT },
      'limit added': {
        untriedOn: UNTRIED,
        before: guarded({}),
        after: guarded({ rateLimits: { login: { requests: 20, paths: ['/login'] } } }),
        expected: KEPT,
      },
    },
  },
];
