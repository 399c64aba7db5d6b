/** The gateway as the load balancer sees it: its name, how it is asked whether it lives, and how the two agree on the way there. */
import { present } from '../../core/invariant';
import { hostOf } from '../dns-zone/domains';
import type { Environment } from '../environment/schema';

/** Name in a zone, by which only the load balancer knows the gateway. */
const ORIGIN = 'origin';

/** The path that the gateway's proxies answer to whoever asks whether they live. */
export const HEALTH_PATH = '/healthz';

/** The gateway's port for the load balancer, on pods: proxies do not run as root, so that Envoy Gateway adds 10000 to 443. */
export const POD_PORT = 10_443;

/** The gateway's ports on pods, for HTTP and for HTTPS. */
export const POD_PORTS = [10_080, POD_PORT] as const;

/** The gateway's service, which would otherwise have a name with a part that nobody knows beforehand. */
export const ENTRY = 'entry';

/** The zone that holds the gateway's own name, by its name in the environment; undefined where that is not said. */
export function originZone({
  loadBalancer,
  dnsZones,
}: Pick<Environment, 'loadBalancer' | 'dnsZones'>): string | undefined {
  const [only, ...others] = Object.keys(dnsZones);
  return loadBalancer?.zone ?? (others.length === 0 ? only : undefined);
}

/** The gateway's own name; undefined without a load balancer, or where its zone is not said. */
export function originHostOf(environment: Environment): string | undefined {
  const zone = originZone(environment);
  const domain = zone === undefined ? undefined : environment.dnsZones[zone]?.domain;
  return environment.loadBalancer && domain !== undefined ? hostOf(ORIGIN, domain) : undefined;
}

/** The gateway's own name, in an environment whose rules hold. */
export const originHost = (environment: Environment): string =>
  present(originHostOf(environment), 'zone of the load balancer');
