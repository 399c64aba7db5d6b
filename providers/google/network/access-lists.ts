/** Access lists on Google, emulated by firewall rules about the ranges of tiers. */
import { ComputeFirewall, type ComputeFirewallConfig } from '@cdktf/provider-google/lib/compute-firewall';
import type { Construct } from 'constructs';

import { areAll, type Ports, type TierRanges } from '../../../constructs/network/access-lists/lists';
import type { NetworkProps } from '../../../constructs/network/schema';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { PROBES } from '../shared/ranges';
import { type FirewallRule, type Side, sidesOf } from './list-sides';

export interface AccessListsProps {
  readonly network: NetworkProps;
  readonly networkId: string;
  readonly tiers: TierRanges;
  /** Whether requests come by a load balancer outside of the network. */
  readonly hasBalancer: boolean;
  /** Whether refused calls are logged. */
  readonly logged: boolean;
}

/** Before every list. */
const PROBES_PRIORITY = 100;

export class AccessLists extends Component<AccessListsProps> {
  constructor(scope: Construct, id: string, props: AccessListsProps) {
    super(scope, id, props);
    const sides = sidesOf(props.network, props.tiers, props.hasBalancer);
    if (sides.length > 0) this.admitProbes();
    for (const side of sides) this.createSide(side);
  }

  /** Load balancers ask nodes under the addresses of services too. */
  private admitProbes(): void {
    this.createFirewall('probes', {
      description: 'Load balancers ask whether backends live',
      direction: 'INGRESS',
      priority: PROBES_PRIORITY,
      sourceRanges: [...PROBES],
      allow: [{ protocol: 'tcp' }],
    });
  }

  private createSide({ tier, direction, at, priorities: [first, last], rules, rest }: Side): void {
    const side = `${tier}-${direction}`;
    const created = rules.map((rule, index) => {
      const action = rule.allow ? 'allow' : 'deny';
      // Google changes no rule's action.
      return this.createFirewall(`${side}-${action}-${index + 1}`, {
        description: `Rule ${index + 1} of the ${tier} tier, for calls ${direction}`,
        direction: at,
        priority: first + index,
        ...endsOf(rule),
        [action]: [calledBy(rule)],
        ...(!rule.allow && this.logging),
      });
    });
    if (!rest) return;
    this.createFirewall(`${side}-rest`, {
      description: `What no rule of the ${tier} tier lets ${direction}`,
      direction: at,
      priority: last,
      ...endsOf(rest),
      deny: [{ protocol: 'all' }],
      ...this.logging,
      // It comes after, and goes before, those that it would refuse without them.
      dependsOn: created,
    });
  }

  private createFirewall(id: string, config: Omit<ComputeFirewallConfig, 'name' | 'network'>): ComputeFirewall {
    return this.createAs('firewall', id, ComputeFirewall, {
      name: this.name(names.firewall, 'list', id),
      network: this.props.networkId,
      ...config,
    });
  }

  private get logging(): Pick<ComputeFirewallConfig, 'logConfig'> {
    return this.props.logged ? { logConfig: { metadata: 'EXCLUDE_ALL_METADATA' } } : {};
  }
}

const endsOf = ({ from, to }: Pick<FirewallRule, 'from' | 'to'>) => ({
  ...(from && { sourceRanges: [...from] }),
  ...(to && { destinationRanges: [...to] }),
});

const calledBy = ({ protocol, ports }: FirewallRule) => ({
  protocol,
  ...(!ports.every(areAll) && { ports: ports.map(spelled) }),
});

const spelled = ([from, to]: Ports): string => (from === to ? String(from) : `${from}-${to}`);
