/** Two values of each property of a chart. */
import { one, type Probe } from './probe';

const stored = (a: object, b: object): Probe => [
  { secrets: { stored: { A: { from: 'token', ...a } } } },
  { secrets: { stored: { A: { from: 'token', ...b } } } },
];
const account = (a: object, b: object): Probe => [{ serviceAccount: a }, { serviceAccount: b }];
const right = (granted: object): Probe => [{ serviceAccount: null, access: [] }, { access: [granted] }];

export const chart: Readonly<Record<string, Probe>> = {
  repository: one('repository', 'https://charts.example.com/a', 'oci://charts.example.com/b'),
  chart: one('chart', 'a', 'b'),
  version: one('version', '1.2.3', 'v1.2.4-rc.1'),
  namespace: one('namespace', 'tools', 'monitoring'),
  values: one('values', { a: { b: null } }, { a: { b: 1 } }),
  'secrets.*.*.from': stored({ key: 'password' }, { from: 'grafana', key: 'password' }),
  'secrets.*.*.user': stored({ from: 'postgres', key: 'password' }, { from: 'postgres', user: 'app', key: 'password' }),
  'secrets.*.*.key': stored({ key: 'password' }, { key: 'username' }),
  'secrets.*.*.template': stored({ template: 'a{password}' }, { template: 'b{password}' }),
  'access.*.objectStore': right({ objectStore: 'files', read: true }),
  'access.*.read': right({ objectStore: 'files', read: true }),
  'access.*.write': right({ objectStore: 'files', write: true }),
  'access.*.user': right({ secret: 'postgres', user: 'app', read: true }),
  'access.*.secret': right({ secret: 'token', read: true }),
  'access.*.database': right({ database: 'postgres', user: 'site', connect: true }),
  'access.*.cache': right({ cache: 'carts', connect: true }),
  'access.*.connect': right({ cache: 'carts', connect: true }),
  'serviceAccount.name': account({ name: 'a' }, { name: 'b' }),
  'serviceAccount.valuesAt': account({ valuesAt: 'a.account' }, { valuesAt: 'b.account' }),
  'serviceAccount.podLabelsAt': account({ podLabelsAt: 'a.labels' }, { podLabelsAt: 'b.labels' }),
  releaseName: one('releaseName', 'a', 'b'),
  timeoutSeconds: one('timeoutSeconds', 300, 900),
  after: one('after', ['certManager', 'worker'], ['messages']),
  deletionProtection: one('deletionProtection', false, true),
  atomic: one('atomic', true, false),
  installCrds: one('installCrds', true, false),
};
