/** Address ranges of Google's own. */

/**
 * From these come health checks, and requests of load balancers that are not in the network, to pods of any port:
 * cloud.google.com/load-balancing/docs/firewall-rules
 */
export const FRONT_ENDS: readonly string[] = ['35.191.0.0/16', '130.211.0.0/22'];
