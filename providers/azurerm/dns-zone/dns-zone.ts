/** DnsZone on Azure: a public zone of Azure DNS, or an existing one, and records. */
import { DnsNsRecord } from '@cdktf/provider-azurerm/lib/dns-ns-record';
import { DnsZone as Zone } from '@cdktf/provider-azurerm/lib/dns-zone';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/dns-zone';
import { present } from '../../../core/invariant';
import type { Foundation } from '../foundation/foundation';
import { Lock } from '../shared/lock';
import { recordResource } from './records';
import { existingZone } from './zone-id';
import { ZoneSigning } from './zone-signing';

declare module '../../../constructs/dns-zone/schema' {
  interface DnsZoneOverrides {
    readonly azurerm?: {
      readonly zone?: Partial<import('@cdktf/provider-azurerm/lib/dns-zone').DnsZoneConfig>;
      readonly record?: object;
    };
  }
}

/** A zone, as its records name it. */
interface Holder {
  readonly id: string;
  /** Resource id of the group that holds it. */
  readonly groupId: string;
  readonly zoneName: string;
  readonly resourceGroupName: string;
}

export class DnsZone extends neutral.DnsZone {
  readonly zone: Zone | undefined;
  readonly signing: ZoneSigning | undefined;
  private readonly holder: Holder;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DnsZoneProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.zone = props.existing ? undefined : this.createZone();
    this.holder = this.zone ? this.holderOf(this.zone) : this.findExisting();
    this.signing = this.zone && this.isSigned ? this.sign(this.zone) : undefined;
    for (const set of this.recordSets) this.createRecords(set);
    if (this.zone && this.isProtected) this.protect(this.zone);
  }

  get zoneId(): string {
    return this.holder.id;
  }

  /** Where records of hosts in the zone go. */
  get place(): Pick<Holder, 'zoneName' | 'resourceGroupName'> {
    const { zoneName, resourceGroupName } = this.holder;
    return { zoneName, resourceGroupName };
  }

  get groupId(): string {
    return this.holder.groupId;
  }

  get nameServers(): string[] | undefined {
    return this.zone?.nameServers;
  }

  get dsRecords(): string[] | undefined {
    return this.signing?.dsRecords;
  }

  /** Without DS records, for which the provider has no resource. */
  protected delegate({ id, name, ttlSeconds: ttl, nameServers: records }: neutral.Delegation): void {
    const { zoneName, resourceGroupName } = this.holder;
    this.createAs('record', `${id}-ns`, DnsNsRecord, { name, zoneName, resourceGroupName, ttl, records });
  }

  private createZone(): Zone {
    return this.createMain('zone', Zone, {
      name: this.props.domain,
      resourceGroupName: this.deps.foundation.resourceGroupName,
      lifecycle: { preventDestroy: this.isProtected },
    });
  }

  private holderOf({ id, name, resourceGroupName }: Zone): Holder {
    return { id, groupId: this.deps.foundation.resourceGroup.id, zoneName: name, resourceGroupName };
  }

  private findExisting(): Holder {
    const { id, groupId, resourceGroup, domain } = present(
      existingZone(this.props),
      `${this.node.id}.existing.azurerm`,
    );
    return { id, groupId, zoneName: domain, resourceGroupName: resourceGroup };
  }

  private sign(zone: Zone): ZoneSigning {
    return new ZoneSigning(this, 'signing', { domain: this.props.domain, zone }, this.deps);
  }

  private createRecords({ id, name, type, values, ttlSeconds }: neutral.NamedRecordSet): void {
    const { zoneName, resourceGroupName } = this.holder;
    const { type: resource, config } = recordResource(type, values);
    this.createAs('record', id, resource, { name, zoneName, resourceGroupName, ttl: ttlSeconds, ...config });
  }

  /**
   * A lock on the zone would keep External DNS and cert-manager from deleting records. One on its SOA record keeps the zone, which
   * cannot go without it: https://learn.microsoft.com/azure/dns/dns-protect-zones-recordsets#protect-against-zone-deletion
   */
  private protect(zone: Zone): void {
    new Lock(this, 'lock', { resourceId: `${zone.id}/SOA/@`, parts: [] });
  }
}
