/** Routes: which hosts the gateway answers for, and how a service gets under one of them. */
import type { Manifest } from '../../../core/kubernetes/manifest';
import type { Environment } from '../../environment/schema';
import { namespaceOf } from '../namespaces';
import { NAMESPACES } from '../schema';

/** The gateway that routes of the environment hang on. */
export const GATEWAY = { name: 'public', namespace: NAMESPACES.gateway } as const;

export const GATEWAY_API = 'gateway.networking.k8s.io/v1';

/** The listener of a host, and the secret with its certificate: `https.api.example.com`, `https-any.example.com`. */
export const listenerName = (host: string): string =>
  host.startsWith('*') ? `https-any${host.slice(1)}` : `https.${host}`;

/** What a route hangs on: the listener of its host. */
export const parentOf = (host: string) => ({ ...GATEWAY, sectionName: listenerName(host) });

export interface RouteProps {
  readonly name: string;
  /** Where route and service are. */
  readonly namespace: string;
  readonly host: string;
  /** Beginning of the path. @default '/' */
  readonly path?: string;
  readonly service: string;
  /** Port of the service. */
  readonly port: number;
}

/** A route from a host to a service. */
export const routeTo = ({ name, namespace, host, path = '/', service, port }: RouteProps): Manifest => ({
  apiVersion: GATEWAY_API,
  kind: 'HTTPRoute',
  metadata: { name, namespace },
  spec: {
    parentRefs: [parentOf(host)],
    hostnames: [host],
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: path } }], backendRefs: [{ name: service, port }] }],
  },
});

/** Where a web interface of an add-on is reached. */
interface Interface {
  readonly property: string;
  readonly host: string;
  readonly namespace: string;
}

/** Web interfaces of add-ons that have a host. */
export function interfacesOf(environment: Environment): Interface[] {
  const { monitoring, argoCd } = environment.addons;
  const grafana = monitoring?.grafana === false ? undefined : monitoring?.grafana;
  const all = [
    ['addons.monitoring.grafana.host', grafana?.host, namespaceOf(environment, 'monitoring')],
    ['addons.argoCd.host', argoCd?.host, namespaceOf(environment, 'argoCd')],
  ] as const;
  return all.flatMap(([property, host, namespace]) => (host === undefined ? [] : [{ property, host, namespace }]));
}

/** Every host that has a route, each once, with the namespaces that its routes are in. */
export function hostsOf(environment: Environment): [host: string, namespaces: string[]][] {
  const routes = [
    ...Object.values(environment.workloads).flatMap((workload) =>
      workload.routes.map(({ host }) => ({ host, namespace: workload.namespace })),
    ),
    ...interfacesOf(environment),
  ];
  const hosts = [...new Set(routes.map(({ host }) => host))].sort();
  return hosts.map((host) => [
    host,
    [...new Set(routes.filter((route) => route.host === host).map(({ namespace }) => namespace))].sort(),
  ]);
}
