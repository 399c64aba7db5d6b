/** WebFirewall: what a load balancer and Cdns ask before they let a request through. */
import { Component } from '../../core/cdktf/component';
import type { RateLimit, WebFirewallProps } from './schema';

export abstract class WebFirewall extends Component<WebFirewallProps> {}

/** Who asks a firewall. */
export interface Guarded {
  readonly loadBalancer: boolean;
  /** Names of Cdns before the gateway. */
  readonly gatewayCdns: readonly string[];
  /** Names of Cdns of buckets. */
  readonly bucketCdns: readonly string[];
}

/** A limit of requests with its name. */
export interface NamedLimit extends RateLimit {
  readonly id: string;
}

/** Limits by the order of their names. */
export const limitsOf = ({ rateLimits }: Pick<WebFirewallProps, 'rateLimits'>): NamedLimit[] =>
  Object.entries(rateLimits)
    .map(([id, limit]) => ({ ...limit, id }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));

/** Whether a rule of this action only counts. */
export const isCounted = ({ mode }: Pick<WebFirewallProps, 'mode'>, action: RateLimit['action'] = 'block'): boolean =>
  mode === 'count' || action === 'count';
