/** A web site behind the gateway, which tests of what stands before it change. */
import type { EnvironmentInput } from '../../constructs/environment/schema';
import { wholeWith } from './environments';

/** Its workload, without routes. */
export const web = {
  namespace: 'web',
  image: 'registry.example.com/web:1.0.0',
  resources: { cpu: '100m', memory: '128Mi' },
  ports: { http: { port: 8080 } },
  probes: { readiness: { path: '/' } },
};

type Host = string | { readonly zone: string; readonly name?: string };

/** Its workload, with a route of each host. */
export const routed = (...hosts: readonly Host[]) => ({ ...web, routes: hosts.map((host) => ({ host })) });

/** The site with a cluster and a zone, and nothing else; entries of the change take the place of its own. */
export const servedWith = (hosts: readonly Host[], change: object): EnvironmentInput =>
  wholeWith({
    databases: null,
    caches: null,
    objectStores: null,
    dnsZones: { main: { domain: 'shop.example.com' } },
    addons: { gateway: {}, certManager: { email: 'ops@example.com' }, externalDns: {}, loadBalancerController: {} },
    namespaces: { web: {} },
    workloads: { web: routed(...hosts) },
    ...change,
  });
