/** Who names a firewall, and the firewall of the gateway's hosts. */
import { bucketCdns, gatewayCdns } from '../cdn/before';
import { isOfBucket, isOfGateway } from '../cdn/schema';
import type { Environment } from '../environment/schema';
import type { Guarded } from './contract';
import type { WebFirewallProps } from './schema';

/** Who asks the firewall of a name. */
export function guardedBy(name: string, { loadBalancer, cdns }: Environment): Guarded {
  const asking = Object.entries(cdns).filter(([, { webFirewall }]) => webFirewall === name);
  const namesOf = (isOf: typeof isOfBucket | typeof isOfGateway) =>
    asking.filter(([, props]) => isOf(props)).map(([id]) => id);
  return {
    loadBalancer: loadBalancer?.webFirewall === name,
    gatewayCdns: namesOf(isOfGateway),
    bucketCdns: namesOf(isOfBucket),
  };
}

/** The firewall that is asked about requests of the gateway's hosts, at the load balancer or before it; undefined without one. */
export function firewallOf(environment: Environment): WebFirewallProps | undefined {
  const [, cdn] = gatewayCdns(environment)[0] ?? [];
  const name = (cdn ?? environment.loadBalancer)?.webFirewall;
  return name === undefined ? undefined : environment.webFirewalls[name];
}

/** The firewall that is asked about requests of a host; undefined without one. */
export function firewallBefore(host: string, environment: Environment): WebFirewallProps | undefined {
  const [, cdn] = bucketCdns(environment).find(([, { hosts }]) => hosts.includes(host)) ?? [];
  if (!cdn) return firewallOf(environment);
  return cdn.webFirewall === undefined ? undefined : environment.webFirewalls[cdn.webFirewall];
}
