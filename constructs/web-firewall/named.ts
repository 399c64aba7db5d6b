/** Who names a firewall, and the firewall of the load balancer. */
import type { Environment } from '../environment/schema';
import type { Guarded } from './contract';
import type { WebFirewallProps } from './schema';

/** Who asks the firewall of a name. */
export const guardedBy = (name: string, { loadBalancer, cdns }: Environment): Guarded => ({
  loadBalancer: loadBalancer?.webFirewall === name,
  cdns: Object.fromEntries(Object.entries(cdns).filter(([, { webFirewall }]) => webFirewall === name)),
});

/** The firewall that asks the requests of an environment's load balancer; undefined without one. */
export function firewallOf({ loadBalancer, webFirewalls }: Environment): WebFirewallProps | undefined {
  const name = loadBalancer?.webFirewall;
  return name === undefined ? undefined : webFirewalls[name];
}
