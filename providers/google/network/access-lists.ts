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
    if (sides.length === 0) return;
    const admitting = [this.admitProbes(), ...sides.flatMap((side) => this.createRules(side))];
    for (const side of sides) this.closeSide(side, admitting);
  }

  /** Load balancers ask nodes under the addresses of services too. */
  private admitProbes(): ComputeFirewall {
    return this.createFirewall('probes', {
      description: 'Load balancers ask whether backends live',
      direction: 'INGRESS',
      priority: PROBES_PRIORITY,
      sourceRanges: [...PROBES],
      allow: [{ protocol: 'tcp' }],
    });
  }

  private createRules({ tier, direction, at, priorities: [first], rules }: Side): ComputeFirewall[] {
    return rules.reduce<ComputeFirewall[]>((before, rule, index) => {
      const action = rule.allow ? 'allow' : 'deny';
      // Google changes no rule's action.
      const created = this.createFirewall(`${tier}-${direction}-${action}-${index + 1}`, {
        description: `Rule ${index + 1} of the ${tier} tier, for calls ${direction}`,
        direction: at,
        priority: first + index,
        ...endsOf(rule),
        [action]: [calledBy(rule)],
        // One that refuses waits for those before it, which may admit a part of that.
        ...(!rule.allow && { ...this.logging, dependsOn: before }),
      });
      return [...before, created];
    }, []);
  }

  /** @param before every rule that admits what this one would refuse without it: it comes after all of them, and goes before */
  private closeSide({ tier, direction, at, priorities, rest }: Side, before: readonly ComputeFirewall[]): void {
    if (!rest) return;
    this.createFirewall(`${tier}-${direction}-rest`, {
      description: `What no rule of the ${tier} tier lets ${direction}`,
      direction: at,
      priority: priorities[1],
      ...endsOf(rest),
      deny: [{ protocol: 'all' }],
      ...this.logging,
      dependsOn: [...before],
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
