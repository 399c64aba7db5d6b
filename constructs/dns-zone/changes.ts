/** What a change of each property of a zone does to what exists, on every cloud alike. */
import { type ChangesOf, inPlace, refusedByProtection } from '../../core/changes';
import type { DnsZoneProps } from './schema';

const OTHER_ZONE =
  'set `deletionProtection: false` and apply, then change it, and give the registrar the new name servers';

const SOURCE = 'https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dns_managed_zone';

export const changes: ChangesOf<DnsZoneProps> = {
  domain: refusedByProtection('the zone would be another one, with other name servers', OTHER_ZONE, SOURCE),
  existing: refusedByProtection(
    'the zone that the environment made would go; one that is made in place of an existing one has other name servers',
    OTHER_ZONE,
    SOURCE,
  ),
  parent: inPlace(
    'the records that lead to the zone move to the other zone above; without one, give its keeper the outputs first',
  ),
  'records.*.*.type': inPlace(
    'records of the old type go, those of the new one come; from or to CNAME in two applies, the first without the name, because the clouds take nothing beside a CNAME',
  ),
  'records.*.*.values': inPlace('resolvers keep the old ones for as long as ttlSeconds says'),
  'records.*.*.ttlSeconds': inPlace(),
  certificateAuthorities: inPlace(
    'other authorities issue no new certificates for the domain and what is below it; those that are issued stay valid',
  ),
  dnssec: inPlace(
    'off while the registrar has DS records makes the domain unreachable: take them out there, and wait for a day, first',
  ),
  queryLogs: inPlace('off destroys the logs'),
  'queryLogs.retentionDays': inPlace(),
  deletionProtection: inPlace(),
};
