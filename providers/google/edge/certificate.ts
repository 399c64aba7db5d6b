/** The certificates of hosts, which Google renews, and the map by which a load balancer finds them. */
import { CertificateManagerCertificate } from '@cdktf/provider-google/lib/certificate-manager-certificate';
import { CertificateManagerCertificateMap } from '@cdktf/provider-google/lib/certificate-manager-certificate-map';
import { CertificateManagerCertificateMapEntry } from '@cdktf/provider-google/lib/certificate-manager-certificate-map-entry';
import { CertificateManagerDnsAuthorization } from '@cdktf/provider-google/lib/certificate-manager-dns-authorization';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import type { Construct } from 'constructs';

import { hostId, provedDomain } from '../../../constructs/dns-zone/domains';
import type { Infrastructure } from '../../../constructs/infrastructure';
import { Component } from '../../../core/cdktf/component';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { shortHash } from '../../../core/names';
import type { Foundation } from '../foundation/foundation';
import { names } from '../shared/names';
import { zoneOf } from './zones';

/** Seconds for which a record may be remembered: short, because the certificate waits for it. */
const TTL = 60;

export interface CertificateProps {
  readonly hosts: readonly string[];
}

export class Certificate extends Component<CertificateProps> {
  readonly map: CertificateManagerCertificateMap;
  /** By domain, because a domain has one for itself and `*` below it. */
  private readonly authorizations = new Map<string, CertificateManagerDnsAuthorization>();

  constructor(
    scope: Construct,
    id: string,
    props: CertificateProps,
    private readonly deps: { foundation: Foundation; infrastructure: Infrastructure },
  ) {
    super(scope, id, props);
    this.map = this.createMain('certificateMap', CertificateManagerCertificateMap, {
      name: this.nameByPath(names.certificate),
      dependsOn: deps.foundation.dependsOn,
    });
    for (const host of props.hosts) this.createFor(host);
  }

  /** Each host has its own, so that one that cannot be proved holds up no other. */
  private createFor(host: string): void {
    const id = hostId(host);
    const name = this.nameByPath(names.certificate, shortHash(host));
    const authorization = this.authorizationOf(provedDomain(host));
    const certificate = this.createAs('certificate', `${id}-certificate`, CertificateManagerCertificate, {
      name,
      managed: { domains: [host], dnsAuthorizations: [authorization.id] },
      lifecycle: USERS_FIRST,
    });
    this.createAs('certificateMapEntry', `${id}-entry`, CertificateManagerCertificateMapEntry, {
      name,
      map: this.map.name,
      hostname: host,
      certificates: [certificate.id],
    });
  }

  private authorizationOf(domain: string): CertificateManagerDnsAuthorization {
    const authorization = this.authorizations.get(domain) ?? this.authorize(domain);
    this.authorizations.set(domain, authorization);
    return authorization;
  }

  private authorize(domain: string): CertificateManagerDnsAuthorization {
    const { foundation, infrastructure } = this.deps;
    const id = hostId(domain);
    const authorization = this.createAs('authorization', `${id}-authorization`, CertificateManagerDnsAuthorization, {
      name: this.nameByPath(names.certificate, shortHash(domain)),
      domain,
      // Proves the domain to this project alone, so that others may have a certificate of it, too.
      type: 'PER_PROJECT_RECORD',
      dependsOn: foundation.dependsOn,
      lifecycle: USERS_FIRST,
    });
    const record = authorization.dnsResourceRecord.get(0);
    this.createAs('validationRecord', `${id}-record`, DnsRecordSet, {
      project: foundation.target.project,
      managedZone: zoneOf(domain, infrastructure),
      name: record.name,
      type: record.type,
      ttl: TTL,
      rrdatas: [record.data],
    });
    return authorization;
  }
}
