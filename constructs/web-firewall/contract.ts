/** WebFirewall: what a load balancer asks before it lets a request through. */
import { Component } from '../../core/cdktf/component';
import type { RateLimit, WebFirewallProps } from './schema';

/** A limit of requests with its name, ready to be made. */
export interface NamedLimit extends RateLimit {
  readonly id: string;
}

export abstract class WebFirewall extends Component<WebFirewallProps> {
  /** Limits by the order of their names. */
  protected get limits(): NamedLimit[] {
    return Object.entries(this.props.rateLimits)
      .map(([id, limit]) => ({ ...limit, id }))
      .sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  /** Whether a rule only counts. */
  protected isCounted(action: RateLimit['action'] = 'block'): boolean {
    return this.props.mode === 'count' || action === 'count';
  }
}
