/** A host of a load balancer or a Cdn: its certificate, which Azure renews, the proof whose it is, and the record that leads to Front Door. */
import {
  CdnFrontdoorCustomDomain,
  type CdnFrontdoorCustomDomainConfig,
} from '@cdktf/provider-azurerm/lib/cdn-frontdoor-custom-domain';
import type { CdnFrontdoorEndpoint } from '@cdktf/provider-azurerm/lib/cdn-frontdoor-endpoint';
import { DnsARecord } from '@cdktf/provider-azurerm/lib/dns-a-record';
import { DnsCnameRecord } from '@cdktf/provider-azurerm/lib/dns-cname-record';
import { DnsTxtRecord } from '@cdktf/provider-azurerm/lib/dns-txt-record';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';

import type { Infrastructure } from '../../../constructs/infrastructure';
import { Component } from '../../../core/cdktf/component';
import { present } from '../../../core/invariant';
import { shortHash } from '../../../core/names';
import { labelIn, type ZoneId, zoneOf } from '../dns-zone/zone-id';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';

/** Seconds for which resolvers remember a host, and the proof whose it is. */
const TTL = 300;
const PROOF_TTL = 3600;

export interface HostProps {
  readonly host: string;
  readonly profileId: string;
  /** Further arguments of the host in Front Door. @default - none */
  readonly domain?: Partial<CdnFrontdoorCustomDomainConfig>;
}

export class Host extends Component<HostProps> {
  readonly domain: CdnFrontdoorCustomDomain;
  private readonly zone: ZoneId;

  constructor(
    scope: Construct,
    id: string,
    props: HostProps,
    { foundation, infrastructure }: { foundation: Foundation; infrastructure: Infrastructure },
  ) {
    super(scope, id, props);
    const { host, profileId } = props;
    this.zone = present(
      zoneOf(infrastructure.zoneOf(host).zone, {
        subscription: foundation.target.subscription,
        resourceGroup: infrastructure.name(names.resourceGroup),
      }),
      `zone of ${host}`,
    );
    this.domain = this.createMain('customDomain', CdnFrontdoorCustomDomain, {
      name: `host-${shortHash(host)}`,
      cdnFrontdoorProfileId: profileId,
      hostName: host,
      dnsZoneId: this.zone.id,
      tls: { certificateType: 'ManagedCertificate' },
      // Front Door deletes no host that a route or a firewall still has: it goes after they have let go of it.
      lifecycle: { createBeforeDestroy: true },
      ...props.domain,
    });
    this.create('validationRecord', DnsTxtRecord, {
      ...this.place,
      name: this.isApex ? '_dnsauth' : `_dnsauth.${this.label}`,
      ttl: PROOF_TTL,
      record: [{ value: this.domain.validationToken }],
    });
  }

  /** After the route, because Front Door must know the host when it is asked for it, and what else is there before. */
  leadTo(endpoint: CdnFrontdoorEndpoint, before: ITerraformDependable[]): void {
    const common = { ...this.place, ttl: TTL, dependsOn: before };
    // The domain itself has other records, beside which no CNAME may be.
    if (this.isApex) this.create('record', DnsARecord, { ...common, name: '@', targetResourceId: endpoint.id });
    else this.create('record', DnsCnameRecord, { ...common, name: this.label, record: endpoint.hostName });
  }

  private get isApex(): boolean {
    return this.props.host === this.zone.domain;
  }

  /** The host's name in its zone. */
  private get label(): string {
    return labelIn(this.zone.domain, this.props.host);
  }

  private get place() {
    return { zoneName: this.zone.domain, resourceGroupName: this.zone.resourceGroup };
  }
}
