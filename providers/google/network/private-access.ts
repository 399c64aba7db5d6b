/**
 * PrivateAccess on Google: inside the network, the names of Google's services resolve to addresses that are routed to
 * Google and never over the internet: cloud.google.com/vpc/docs/configure-private-google-access
 */
import { ComputeRoute } from '@cdktf/provider-google/lib/compute-route';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import type { Construct } from 'constructs';

import { Component } from '../../../core/cdktf/component';
import { host } from '../../../core/cidr';
import { names } from '../shared/names';

export interface PrivateAccessProps {
  readonly networkId: string;
  /** Domains, each with all names below it: `storage.googleapis.com`. */
  readonly domains: readonly string[];
}

/** private.googleapis.com, which serves all of Google's public APIs. */
const PRIVATE_RANGE = '199.36.153.8/30';

export class PrivateAccess extends Component<PrivateAccessProps> {
  constructor(scope: Construct, id: string, props: PrivateAccessProps) {
    super(scope, id, props);
    this.createAs('privateRoute', 'route', ComputeRoute, {
      name: this.name(names.route, 'google'),
      description: "To Google's own services",
      network: props.networkId,
      destRange: PRIVATE_RANGE,
      nextHopGateway: 'default-internet-gateway',
    });
    props.domains.forEach((domain) => this.createZone(domain));
  }

  private createZone(domain: string): void {
    const id = domain.replaceAll('.', '-');
    const zone = this.createAs('privateZone', id, DnsManagedZone, {
      name: this.name(names.dnsZone, id),
      dnsName: `${domain}.`,
      description: `${domain} by Google's own network`,
      visibility: 'private',
      privateVisibilityConfig: { networks: [{ networkUrl: this.props.networkId }] },
    });
    const rrdatas = [0, 1, 2, 3].map((offset) => host(PRIVATE_RANGE, offset));
    for (const [part, name] of [
      ['self', `${domain}.`],
      ['below', `*.${domain}.`],
    ] as const) {
      this.createAs('privateRecord', `${id}-${part}`, DnsRecordSet, {
        managedZone: zone.name,
        name,
        type: 'A',
        ttl: 300,
        rrdatas,
      });
    }
  }
}
