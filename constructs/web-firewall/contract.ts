/** WebFirewall: what a load balancer and Cdns ask before they let a request through. */
import { Component } from '../../core/cdktf/component';
import type { CdnProps } from '../cdn/schema';
import type { RateLimit, WebFirewallProps } from './schema';

export abstract class WebFirewall extends Component<WebFirewallProps> {}

/** Who asks a firewall. */
export interface Guarded {
  readonly loadBalancer: boolean;
  /** By their names. */
  readonly cdns: Readonly<Record<string, CdnProps>>;
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
