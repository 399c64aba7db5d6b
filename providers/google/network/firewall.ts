/** Firewall on Google: admits only traffic inside the private tier and health checks of load balancers. */
import { ComputeFirewall } from '@cdktf/provider-google/lib/compute-firewall';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { FRONT_ENDS } from '../shared/ranges';

export interface FirewallProps {
  readonly networkId: string;
  /** Ranges of the private tier and its pods. */
  readonly inside: readonly string[];
  /** Whether refused traffic is logged. */
  readonly logged: boolean;
}

export class Firewall extends Component<FirewallProps> {
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id, props);
    this.denyAll();
    // Includes the control plane, which calls webhooks on any port through GKE's agents on the nodes.
    this.allow('private', 'The private tier and its pods call each other', props.inside, ['tcp', 'udp', 'icmp']);
    this.allow('health', 'Load balancers ask whether backends live', FRONT_ENDS, ['tcp']);
  }

  private denyAll(): void {
    const { networkId, logged } = this.props;
    this.createAs('firewall', 'deny', ComputeFirewall, {
      name: this.name(names.firewall, 'deny'),
      description: 'What no other rule lets in',
      network: networkId,
      direction: 'INGRESS',
      priority: 65_534,
      sourceRanges: ['0.0.0.0/0'],
      deny: [{ protocol: 'all' }],
      logConfig: logged ? { metadata: 'EXCLUDE_ALL_METADATA' } : undefined,
    });
  }

  private allow(id: string, description: string, from: readonly string[], protocols: readonly string[]): void {
    const { networkId, inside } = this.props;
    this.createAs('firewall', `allow-${id}`, ComputeFirewall, {
      name: this.name(names.firewall, 'allow', id),
      description,
      network: networkId,
      direction: 'INGRESS',
      priority: 1000,
      sourceRanges: [...from],
      destinationRanges: [...inside],
      allow: protocols.map((protocol) => ({ protocol })),
    });
  }
}
