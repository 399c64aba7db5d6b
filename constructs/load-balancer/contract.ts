/**
 * LoadBalancer, in two halves: what the gateway needs before it is there, in the infrastructure stack, and the Frontend, which
 * knows the hosts, in the edge stack.
 */
import { Component, type Outputs } from '../../core/cdktf/component';
import type { Protectable } from '../../core/protection';
import { servedHosts } from '../addons/gateway/routes';
import { isBehindCdn } from '../cdn/before';
import type { GatewayCdn } from '../cdn/contract';
import type { Infrastructure } from '../infrastructure';
import type { LoadBalancerProps } from './schema';

export abstract class LoadBalancer extends Component<LoadBalancerProps> {
  override get protectables(): readonly Protectable[] {
    return [{ isProtected: this.props.deletionProtection }];
  }
}

export abstract class Frontend extends Component<LoadBalancerProps> {
  protected abstract readonly deps: { readonly infrastructure: Infrastructure };
  /** What hosts of zones kept elsewhere have to name: the balancer's own domain, or its address. */
  abstract readonly address: string;

  /** Serves the hosts, once, when all Cdns are there through which clients come. */
  abstract serve(cdns: readonly GatewayCdn[]): void;

  /** Behind a Cdn hosts are found by that, which says so. */
  override outputs(): Outputs {
    if (isBehindCdn(this.deps.infrastructure.environment)) return {};
    return { address: this.address, hosts: [...this.hosts] };
  }

  protected get hosts(): readonly string[] {
    return servedHosts(this.deps.infrastructure.environment);
  }
}
