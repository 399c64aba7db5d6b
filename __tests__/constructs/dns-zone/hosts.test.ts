/** Hosts that are given by their zone: one environment serves a domain of its own on each cloud. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { type CloudName, CLOUDS } from '../../helpers/environments';
import { baseWith, platforms } from '../../helpers/platform';
import { type Attributes, problemsOf } from '../../helpers/synth';

const api = (host: unknown) => ({
  api: {
    namespace: 'shop',
    image: 'shop/api:1.2.3',
    resources: { cpu: '1', memory: '1Gi' },
    ports: { http: { port: 8080 } },
    probes: { readiness: { path: '/ready' }, liveness: { path: '/live' } },
    routes: [{ host }],
  },
});
const addons = { loadBalancerController: {}, gateway: {}, certManager: { email: 'ops@example.com' }, externalDns: {} };
const web = {
  externalSecrets: {},
  argoCd: { host: { zone: 'main', name: 'argocd' } },
  monitoring: { grafana: { host: { zone: 'main' } } },
};

const DOMAINS: Record<CloudName, string> = {
  aws: 'aws.example.com',
  google: 'google.example.com',
  azurerm: 'azure.example.com',
};
const made = (domain: string) => ({ dnsZones: { main: { domain, existing: null } } });

const environment = (host: unknown): EnvironmentInput => ({
  ...baseWith({ workloads: api(host), addons: { ...addons, ...web } }),
  differences: Object.fromEntries(CLOUDS.map((cloud) => [cloud, made(DOMAINS[cloud])])),
});

const all = platforms(environment({ zone: 'main', name: 'api' }));

describe.each(CLOUDS)('on %s', (cloud) => {
  it('are below the domain that the zone has there', () => {
    const hostnames = all[cloud].manifests
      .filter(({ kind }) => kind === 'HTTPRoute')
      .flatMap(({ spec }) => (spec as Attributes).hostnames as string[]);
    expect([...new Set(hostnames)].sort()).toEqual(
      [DOMAINS[cloud], `api.${DOMAINS[cloud]}`, `argocd.${DOMAINS[cloud]}`].sort(),
    );
  });
});

describe('are refused', () => {
  it.each([
    [
      'below a zone that is not there',
      { zone: 'other', name: 'api' },
      "host.zone must name one of the environment's dnsZones",
    ],
    ['without a zone', { name: 'api' }, 'host.zone is required'],
    ['with a name that is none', { zone: 'main', name: 'Api.' }, 'host.name must be a name below a domain'],
    ['with another property', { zone: 'main', host: 'api' }, 'host.host is not a known property'],
    ['as neither', 3, 'host must be'],
  ])('%s', (_, host, message) => {
    expect(problemsOf(baseWith({ workloads: api(host), addons }))).toEqual([expect.stringContaining(message)]);
  });
});
