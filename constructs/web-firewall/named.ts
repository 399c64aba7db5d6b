/** The firewall that asks the requests of an environment's load balancer. */
import type { Environment } from '../environment/schema';
import type { WebFirewallProps } from './schema';

/** Undefined without one. */
export function firewallOf({ loadBalancer, webFirewalls }: Environment): WebFirewallProps | undefined {
  const name = loadBalancer?.webFirewall;
  return name === undefined ? undefined : webFirewalls[name];
}
