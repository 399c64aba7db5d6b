/** The zones in which records of the edge are: made by the infrastructure stack, and found by their domains, or existing. */
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import type { Construct } from 'constructs';

import { existingId } from '../../../constructs/dns-zone';
import type { Infrastructure } from '../../../constructs/infrastructure';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { isKnownById } from '../dns-zone/existing';

export interface ZonesProps {
  readonly hosts: readonly string[];
}

export class Zones extends Component<ZonesProps> {
  private readonly ids = new Map<string, string>();

  constructor(
    scope: Construct,
    id: string,
    props: ZonesProps,
    private readonly deps: { infrastructure: Infrastructure },
  ) {
    super(scope, id, props);
    for (const host of props.hosts) this.find(host);
  }

  /** Id of the zone that a host is in. */
  of(host: string): string {
    const { id } = this.deps.infrastructure.zoneOf(host);
    return present(this.ids.get(id), `zone of ${host}`);
  }

  private find(host: string): void {
    const { id, zone } = this.deps.infrastructure.zoneOf(host);
    if (this.ids.has(id)) return;
    const found = isKnownById(zone)
      ? existingId(zone, 'aws')
      : this.createAs('zone', id, DataAwsRoute53Zone, { name: zone.domain, privateZone: false }).zoneId;
    this.ids.set(id, found);
  }
}
