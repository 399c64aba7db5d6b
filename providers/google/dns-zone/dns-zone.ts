/** DnsZone on Google: a public managed zone of Cloud DNS, or an existing one, and records. */
import { DataGoogleDnsKeys } from '@cdktf/provider-google/lib/data-google-dns-keys';
import { DnsManagedZone } from '@cdktf/provider-google/lib/dns-managed-zone';
import { DnsRecordSet } from '@cdktf/provider-google/lib/dns-record-set';
import { ref, Token } from 'cdktf';
import type { Construct } from 'constructs';

import * as neutral from '../../../constructs/dns-zone';
import { addressOf } from '../../../core/cdktf/addresses';
import type { Foundation } from '../foundation/foundation';
import { LogRetention } from '../shared/log-retention';
import { names } from '../shared/names';

declare module '../../../constructs/dns-zone/schema' {
  interface DnsZoneOverrides {
    readonly google?: {
      readonly zone?: Partial<import('@cdktf/provider-google/lib/dns-managed-zone').DnsManagedZoneConfig>;
      readonly record?: Partial<import('@cdktf/provider-google/lib/dns-record-set').DnsRecordSetConfig>;
    };
  }
}

export class DnsZone extends neutral.DnsZone {
  readonly zone: DnsManagedZone | undefined;
  private keys: DataGoogleDnsKeys | undefined;

  constructor(
    scope: Construct,
    id: string,
    props: neutral.DnsZoneProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.zone = props.existing ? undefined : this.createZone();
    if (this.zone && props.queryLogs) this.keepQueries(props.queryLogs);
    for (const set of this.recordSets) this.createRecords(set);
  }

  get zoneId(): string {
    return this.zone?.name ?? neutral.existingId(this.props, 'google');
  }

  get nameServers(): string[] | undefined {
    return this.zone?.nameServers;
  }

  /** Of every key that signs keys, because there are two while one is replaced. */
  get dsRecords(): string[] | undefined {
    if (!this.zone || !this.isSigned) return undefined;
    this.keys ??= this.create('keys', DataGoogleDnsKeys, { managedZone: this.zone.id, dependsOn: [this.zone] });
    return Token.asList(ref(`${addressOf(this.keys)}.key_signing_keys[*].ds_record`, this.stack));
  }

  protected delegate({ id, name, ttlSeconds: ttl, nameServers, dsRecords }: neutral.Delegation): void {
    const common = {
      project: this.deps.foundation.target.project,
      managedZone: this.zoneId,
      name: neutral.absolute(this.hostOf(name)),
      ttl,
    };
    this.createAs('record', `${id}-ns`, DnsRecordSet, { ...common, type: 'NS', rrdatas: nameServers });
    if (dsRecords) this.createAs('record', `${id}-ds`, DnsRecordSet, { ...common, type: 'DS', rrdatas: dsRecords });
  }

  private get zoneName(): string {
    return this.name(names.dnsZone, this.node.id);
  }

  private keepQueries({ retentionDays }: neutral.QueryLogs): void {
    const filter =
      'resource.type="dns_query" AND resource.labels.target_type="public-zone" ' +
      `AND resource.labels.target_name="${this.zoneName}" AND log_id("dns.googleapis.com/dns_queries")`;
    const purpose = `queries of ${this.props.domain}`;
    new LogRetention(this, 'query-logs', { filter, retentionDays, purpose }, this.deps);
  }

  private createZone(): DnsManagedZone {
    return this.createMain('zone', DnsManagedZone, {
      name: this.zoneName,
      dnsName: neutral.absolute(this.props.domain),
      description: `${this.props.domain} of ${this.stack.namespace.project}`,
      visibility: 'public',
      ...(this.props.queryLogs && { cloudLoggingConfig: { enableLogging: true } }),
      dnssecConfig: { state: this.isSigned ? 'on' : 'off' },
      forceDestroy: !this.isProtected,
      lifecycle: { preventDestroy: this.isProtected },
      dependsOn: this.deps.foundation.dependsOn,
    });
  }

  private createRecords({ id, name, type, values, ttlSeconds }: neutral.NamedRecordSet): void {
    this.createAs('record', id, DnsRecordSet, {
      project: this.deps.foundation.target.project,
      managedZone: this.zoneId,
      name: neutral.absolute(this.hostOf(name)),
      type,
      ttl: ttlSeconds,
      rrdatas: values.map((value) => recordOf(type, value)),
    });
  }
}

const recordOf = (type: neutral.RecordType, value: string): string =>
  type === 'TXT'
    ? neutral
        .piecesOf(value)
        .map((piece) => `"${piece}"`)
        .join(' ')
    : neutral.inZoneFile(type, value);
