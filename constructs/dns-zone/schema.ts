/** Properties of a DnsZone: a public zone, created or existing, and its records. */
import { z } from 'zod';

import { byCloud } from '../../core/words/clouds';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { nonEmpty } from '../../core/words/words';
import { entry, entryOf } from '../entry';

/** Arguments of a zone's resources that may be overridden; each provider adds its own. */
export interface DnsZoneOverrides {}

/** Types of records that every cloud has. */
export const recordType = z.enum(['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT']);

export type RecordType = z.output<typeof recordType>;

/** Name of the records of the domain itself. */
export const APEX = '@';

const domain = z.string().regex(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, { error: 'must be a domain' });

/** Labels as RFC 1035 has them, which may begin with `_`; the first may be `*`. */
const recordName = z
  .string()
  .regex(/^(@|(\*|_?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)(\._?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*)$/, {
    error: 'must be a name below the domain, such as www, *.apps or _dmarc, or @ for the domain itself',
  });

const recordSet = z.strictObject({
  /** Type of the records. */
  type: recordType,
  /**
   * What the records say, one text each, as in a zone file: an address (A, AAAA), a host (CNAME, NS), `10 mail.example.net`
   * (MX), `10 5 443 host.example.net` (SRV), `0 issue "letsencrypt.org"` (CAA), a text without quotes (TXT). Hosts are complete,
   * with or without a dot at the end.
   */
  values: z.array(nonEmpty).min(1),
  /** Seconds for which resolvers keep them. */
  ttlSeconds: z.int().min(60).max(86_400).default(300),
});

export const dnsZoneSchema = z.strictObject({
  ...entry(),
  /** The domain: `example.com`. */
  domain,
  /**
   * The zone, by the cloud's own name, if it exists already. AWS: hosted zone id, or the domain itself, by which the account's zone is
   * found; Google: name of the managed zone; Azure: resource id.
   * @default - the environment makes the zone
   */
  existing: byCloud(nonEmpty).optional(),
  /**
   * The zone above, which gets the records that lead to this one: a name in the environment's `dnsZones`. Not for an existing
   * zone.
   * @default - the registrar, or whoever has the zone above, is given the outputs
   */
  parent: entryOf('dnsZones').optional(),
  /**
   * Records of the zone, by their names below the domain; `@` is the domain itself. External DNS and cert-manager make their own,
   * for other names.
   * @default - none
   * @example
   * records: {
   *   '@': [{ type: 'MX', values: ['10 mail.example.net'] }, { type: 'TXT', values: ['v=spf1 mx -all'] }],
   *   www: [{ type: 'CNAME', values: ['www.example.net'], ttlSeconds: 3600 }],
   * }
   */
  records: z.record(recordName, z.array(recordSet).min(1)).default({}),
  /**
   * Authorities that may issue certificates for the domain and everything below it, by their names in CAA records; none may with
   * an empty list, and any may with `false`. Not for an existing zone, nor beside CAA records at `@`.
   * @default - those in use, if all of them are known: the one that `addons.certManager` asks, and the cloud's own for `loadBalancer`
   * and `cdns`; otherwise any may
   * @example
   * certificateAuthorities: ['letsencrypt.org', 'digicert.com']
   */
  certificateAuthorities: z.union([z.literal(false), z.array(domain)]).optional(),
  /**
   * Whether the zone's answers are signed. They are checked from when the registrar, or the zone above, has the output
   * `ds_records`; take them out there, and wait for a day, before it is turned off. Not for an existing zone.
   * @default - true
   */
  dnssec: z.boolean().optional(),
  /** Records of what the zone is asked, by whom and how it answers; `false` turns them off. Not for an existing zone. */
  queryLogs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the records. */
        retentionDays: retentionDays.default(90),
      }),
    ])
    .default(false),
  /**
   * Whether the plan refuses to lose the zone, and the cloud to delete it with records that Terraform did not make. A new zone has
   * other name servers, so that the domain is gone until the registrar knows them. Not for an existing zone.
   * @default - true
   */
  deletionProtection: z.boolean().optional(),
  /** Arguments merged last into this zone's resources. @default - none */
  overrides: overridesOf<DnsZoneOverrides>().optional(),
});

export type DnsZoneProps = z.output<typeof dnsZoneSchema>;

export type QueryLogs = Exclude<DnsZoneProps['queryLogs'], false>;

export type RecordSet = DnsZoneProps['records'][string][number];
