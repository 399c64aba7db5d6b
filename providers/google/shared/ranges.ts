/** Address ranges of Google's own. */

/**
 * From these come health checks, and requests of load balancers that are not in the network, to pods of any port:
 * cloud.google.com/load-balancing/docs/firewall-rules
 */
export const FRONT_ENDS: readonly string[] = ['35.191.0.0/16', '130.211.0.0/22'];

/** From these ask load balancers of every kind, those for TCP and UDP too: cloud.google.com/load-balancing/docs/health-check-concepts */
export const PROBES: readonly string[] = [...FRONT_ENDS, '209.85.152.0/22', '209.85.204.0/22'];
