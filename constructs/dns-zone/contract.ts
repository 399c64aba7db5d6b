/** Outputs of a DnsZone that other constructs use, the same on every cloud, and its record sets. */
import { Component, type Outputs } from '../../core/cdktf/component';
import { present } from '../../core/invariant';
import type { Protectable } from '../../core/protection';
import type { CloudName } from '../../core/words/clouds';
import { caaOf } from './authorities';
import { hostOf } from './domains';
import { APEX, type DnsZoneProps, type RecordSet } from './schema';

/** What a cloud calls an existing zone, which the rules have let through. */
export const existingId = ({ domain, existing }: DnsZoneProps, cloud: CloudName): string =>
  present(existing?.[cloud], `existing zone of ${domain} on ${cloud}`);

/** A set of records of one name and type, ready to be made. */
export interface NamedRecordSet extends RecordSet {
  /** Id of its resource: `record-www-cname`. */
  readonly id: string;
  /** Name below the domain; `@` is the domain itself. */
  readonly name: string;
}

/** What leads from a zone to one below it. */
export interface Delegation {
  /** Id of the records: `delegation-dns-shop`. */
  readonly id: string;
  /** Name of the zone below, under this one's domain. */
  readonly name: string;
  readonly ttlSeconds: number;
  readonly nameServers: string[];
  readonly dsRecords: string[] | undefined;
}

/** Long, because name servers hardly ever change. */
const DELEGATION_SECONDS = 3600;

/** Authorities ask once per certificate, and keep the answer for eight hours at most. */
const AUTHORITIES_SECONDS = 3600;

export abstract class DnsZone extends Component<DnsZoneProps> {
  /** The cloud's own name of the zone: hosted zone id, name of the managed zone, resource id. */
  abstract readonly zoneId: string;
  /** Servers that the registrar, or the zone above, has to name; absent for an existing zone. */
  abstract readonly nameServers: string[] | undefined;
  /** Records of type DS that the registrar, or the zone above, has to have; absent where the zone is not signed. */
  abstract readonly dsRecords: string[] | undefined;

  get isProtected(): boolean {
    return this.props.deletionProtection ?? true;
  }

  /** Whether a zone that is made is signed. */
  get isSigned(): boolean {
    return this.props.dnssec ?? true;
  }

  /** Makes the records that lead to a zone below. */
  leadTo({ node, props: { domain }, nameServers, dsRecords }: DnsZone): void {
    this.delegate({
      id: `delegation-${node.id}`,
      name: domain.slice(0, -`.${this.props.domain}`.length),
      ttlSeconds: DELEGATION_SECONDS,
      nameServers: present(nameServers, `name servers of ${domain}`),
      dsRecords,
    });
  }

  protected abstract delegate(delegation: Delegation): void;

  override get protectables(): readonly Protectable[] {
    return this.props.existing ? [] : [{ isProtected: this.isProtected }];
  }

  override outputs(): Outputs {
    const { nameServers, dsRecords } = this;
    return {
      ...(nameServers && { zone_id: this.zoneId, name_servers: nameServers }),
      ...(dsRecords && { ds_records: dsRecords }),
    };
  }

  protected get recordSets(): NamedRecordSet[] {
    const { records, certificateAuthorities: authorities } = this.props;
    const ofAuthorities: RecordSet[] = authorities
      ? [{ type: 'CAA', values: caaOf(authorities), ttlSeconds: AUTHORITIES_SECONDS }]
      : [];
    const all = { ...records, [APEX]: [...(records[APEX] ?? []), ...ofAuthorities] };
    return Object.entries(all).flatMap(([name, sets]) =>
      sets.map((set) => ({ ...set, id: `record-${idOf(name)}-${set.type.toLowerCase()}`, name })),
    );
  }

  /** The domain name of records, without a dot at the end. */
  protected hostOf(name: string): string {
    return hostOf(name, this.props.domain);
  }
}

/** A name as a part of an address. Names have `_` only where a label begins, so that no two become the same. */
const idOf = (name: string): string => (name === APEX ? 'apex' : name.replace(/^\*/, 'any_').replaceAll('.', '_'));
