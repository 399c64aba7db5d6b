/** DnsZone on AWS: a public hosted zone of Route 53, or an existing one, and records. */
import { DataAwsRoute53Zone } from '@cdktf/provider-aws/lib/data-aws-route53-zone';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/dns-zone';
import type { Foundation } from '../foundation/foundation';
import { isFoundByDomain } from './existing';
import { QueryLogs } from './query-logs';
import { ZoneSigning } from './zone-signing';

declare module '../../../constructs/dns-zone/schema' {
  interface DnsZoneOverrides {
    readonly aws?: {
      readonly zone?: Partial<import('@cdktf/provider-aws/lib/route53-zone').Route53ZoneConfig>;
      readonly signingKey?: Partial<import('@cdktf/provider-aws/lib/kms-key').KmsKeyConfig>;
      readonly queryLogGroup?: Partial<import('@cdktf/provider-aws/lib/cloudwatch-log-group').CloudwatchLogGroupConfig>;
      readonly record?: Partial<import('@cdktf/provider-aws/lib/route53-record').Route53RecordConfig>;
    };
  }
}

export class DnsZone extends neutral.DnsZone {
  readonly zone: Route53Zone | undefined;
  private readonly found: DataAwsRoute53Zone | undefined;
  readonly signing: ZoneSigning | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DnsZoneProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.zone = props.existing ? undefined : this.createZone();
    this.found = isFoundByDomain(props) ? this.find() : undefined;
    this.signing = this.zone && this.isSigned ? this.sign(this.zone) : undefined;
    if (this.zone && props.queryLogs) this.logQueries(this.zone, props.queryLogs);
    for (const set of this.recordSets) this.createRecords(set);
  }

  get zoneId(): string {
    return (this.zone ?? this.found)?.zoneId ?? neutral.existingId(this.props, 'aws');
  }

  get nameServers(): string[] | undefined {
    return this.zone?.nameServers;
  }

  get dsRecords(): string[] | undefined {
    return this.signing && [this.signing.dsRecord];
  }

  protected delegate({ id, name, ttlSeconds: ttl, nameServers, dsRecords }: neutral.Delegation): void {
    const common = { zoneId: this.zoneId, name: this.hostOf(name), ttl };
    this.createAs('record', `${id}-ns`, Route53Record, { ...common, type: 'NS', records: nameServers });
    if (dsRecords) this.createAs('record', `${id}-ds`, Route53Record, { ...common, type: 'DS', records: dsRecords });
  }

  private find(): DataAwsRoute53Zone {
    return this.create('existing', DataAwsRoute53Zone, { name: this.props.domain, privateZone: false });
  }

  private createZone(): Route53Zone {
    return this.createMain('zone', Route53Zone, {
      name: this.props.domain,
      comment: `${this.props.domain} of ${this.stack.namespace.project}`,
      forceDestroy: !this.isProtected,
      lifecycle: { preventDestroy: this.isProtected },
    });
  }

  private sign(zone: Route53Zone): ZoneSigning {
    return new ZoneSigning(this, 'signing', { domain: this.props.domain, zoneId: zone.zoneId }, this.deps);
  }

  private logQueries({ zoneId }: Route53Zone, { retentionDays }: neutral.QueryLogs): void {
    new QueryLogs(this, 'query-logs', { zoneId, retentionDays }, this.deps);
  }

  private createRecords({ id, name, type, values, ttlSeconds }: neutral.NamedRecordSet): void {
    this.createAs('record', id, Route53Record, {
      zoneId: this.zoneId,
      name: this.hostOf(name),
      type,
      ttl: ttlSeconds,
      records: values.map((value) => recordOf(type, value)),
    });
  }
}

/** The provider puts texts into quotes itself, and takes the quotes between pieces as they are. */
const recordOf = (type: neutral.RecordType, value: string): string =>
  type === 'TXT' ? neutral.piecesOf(value).join('""') : neutral.inZoneFile(type, value);
