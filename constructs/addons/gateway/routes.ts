/** Routes of the gateway: the hosts that it serves, and the HTTPRoute that sends a host's requests to a service. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Environment } from '../../environment/schema';
import type { AddonNamespaces } from '../facts';
import type { AddonKey } from '../schema';
import { gatewayBase } from './schema';

/** The Gateway that every route of the environment names as its parent. */
export const GATEWAY = { name: 'public', namespace: gatewayBase.namespace } as const;

/** Add-ons that serve routes, and go after them: a record that outlives its route would point at an address of somebody else. */
export const ROUTED_BY: readonly AddonKey[] = ['gateway', 'externalDns'];

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/**
 * Name of a host's listener and of the Secret with its certificate: `https.api.example.com`, and
 * `https-any.example.com` for `*.example.com`.
 */
export const listenerName = (host: string): string =>
  host.startsWith('*') ? `https-any${host.slice(1)}` : `https.${host}`;

/** The listener of every host behind a load balancer, which does not tell proxies by name which host a connection is for. */
export const SHARED_LISTENER = 'edge';

/** The parent of a host's routes: the host's listener, or the one of all hosts. */
export const parentOf = (host: string, { loadBalancer }: Pick<Environment, 'loadBalancer'>) => ({
  ...GATEWAY,
  sectionName: loadBalancer ? SHARED_LISTENER : listenerName(host),
});

/** Whether somebody else writes a host's records: External DNS passes over routes of another controller. */
export const recordsElsewhere = ({
  loadBalancer,
}: Pick<Environment, 'loadBalancer'>): Pick<Manifest['metadata'], 'annotations'> =>
  loadBalancer ? { annotations: { 'external-dns.alpha.kubernetes.io/controller': 'edge' } } : {};

export interface RouteProps {
  readonly name: string;
  /** Namespace of both the route and the service. */
  readonly namespace: string;
  readonly host: string;
  /** Path prefix. @default '/' */
  readonly path?: string;
  readonly service: string;
  /** Port of the service. */
  readonly port: number;
  readonly environment: Environment;
}

/** A route from a host to a service. */
export const routeTo = ({ name, namespace, host, path = '/', service, port, environment }: RouteProps): Manifest => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: { name, namespace, ...recordsElsewhere(environment) },
  spec: {
    parentRefs: [parentOf(host, environment)],
    hostnames: [host],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: service, port }] }],
  },
});

/** A host that has a route, and the route's namespace. */
interface HostUse {
  readonly host: string;
  readonly namespaceIn: (addonNamespaces: AddonNamespaces) => string;
}

/** Of workloads, and of the web interfaces of add-ons. */
function usesOf({ workloads, addons: { monitoring, argoCd } }: Environment): HostUse[] {
  const ofAddons = { monitoring: monitoring?.grafana ? monitoring.grafana.host : undefined, argoCd: argoCd?.host };
  return [
    ...Object.values(workloads).flatMap(({ namespace, routes }) =>
      routes.map(({ host }) => ({ host, namespaceIn: () => namespace })),
    ),
    ...(['monitoring', 'argoCd'] as const).flatMap((addon) => {
      const host = ofAddons[addon];
      return host === undefined ? [] : [{ host, namespaceIn: (namespaces: AddonNamespaces) => namespaces[addon] }];
    }),
  ];
}

/** Every host that has a route, once, in alphabetical order. */
export const servedHosts = (environment: Environment): string[] =>
  [...new Set(usesOf(environment).map(({ host }) => host))].sort();

/** Every host that has a route, in alphabetical order, with the namespaces of its routes. */
export function hostsOf(
  environment: Environment,
  addonNamespaces: AddonNamespaces,
): [host: string, namespaces: string[]][] {
  const routes = usesOf(environment).map(({ host, namespaceIn }) => ({
    host,
    namespace: namespaceIn(addonNamespaces),
  }));
  const hosts = [...new Set(routes.map(({ host }) => host))].sort();
  return hosts.map((host) => [
    host,
    [...new Set(routes.filter((route) => route.host === host).map(({ namespace }) => namespace))].sort(),
  ]);
}
