/** A certificate of hosts, which AWS renews. */
import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { hostId, provedDomain } from '../../../constructs/dns-zone/domains';
import { addressOf } from '../../../core/cdktf/addresses';
import { Component } from '../../../core/cdktf/component';
import { USERS_FIRST } from '../../../core/cdktf/lifecycle';
import { present } from '../../../core/invariant';
import type { Zones } from './zones';

/** Seconds for which a record may be remembered: short, because the certificate waits for it. */
const TTL = 60;

export interface CertificateProps {
  readonly hosts: readonly string[];
  readonly zones: Zones;
  /** The region that uses it. @default - the environment's own */
  readonly region?: string;
  /** Records that prove the hosts already: AWS takes the same for every certificate of a host in the account. @default - made here */
  readonly records?: readonly Route53Record[];
}

export class Certificate extends Component<CertificateProps> {
  /** The certificate's ARN, once it has been issued. */
  readonly arn: string;
  /** What proves the hosts. */
  readonly records: readonly Route53Record[];
  private readonly certificate: AcmCertificate;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id, props);
    const [first, ...others] = props.hosts;
    this.certificate = this.createMain('certificate', AcmCertificate, {
      region: props.region,
      domainName: present(first, 'host'),
      subjectAlternativeNames: others,
      validationMethod: 'DNS',
      lifecycle: USERS_FIRST,
    });
    this.records = props.records ?? this.proveAll();
    this.arn = this.create('validation', AcmCertificateValidation, {
      region: props.region,
      certificateArn: this.certificate.arn,
      validationRecordFqdns: this.records.map(({ fqdn }) => fqdn),
    }).certificateArn;
  }

  private proveAll(): Route53Record[] {
    const domains = new Map(this.props.hosts.map((host) => [provedDomain(host), host]));
    return [...domains].map(([domain, host]) => this.prove(domain, host));
  }

  /** The record that proves to AWS whose a domain is, for itself and `*` below it. It stays, because the certificate is renewed by it. */
  private prove(domain: string, host: string): Route53Record {
    return this.createAs('validationRecord', `${hostId(domain)}-record`, Route53Record, {
      zoneId: this.props.zones.of(host),
      name: this.optionOf(host, 'name'),
      type: this.optionOf(host, 'type'),
      ttl: TTL,
      records: [this.optionOf(host, 'value')],
      // Every certificate of a host in the account is proved by the same record.
      allowOverwrite: true,
    });
  }

  private optionOf(host: string, part: 'name' | 'type' | 'value'): string {
    const options = `${addressOf(this.certificate)}.domain_validation_options`;
    const found = `[for one in ${options} : one.resource_record_${part} if one.domain_name == "${host}"]`;
    return Token.asString(ref(`one(${found})`, this.stack));
  }
}
