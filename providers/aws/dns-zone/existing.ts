/** How an existing zone is known on AWS: by its id, or by its domain, of which there must be one public zone in the account. */
import type { DnsZoneProps } from '../../../constructs/dns-zone';

export const isFoundByDomain = ({ existing, domain }: DnsZoneProps): boolean => existing?.aws === domain;

export const isKnownById = (zone: DnsZoneProps): boolean => zone.existing !== undefined && !isFoundByDomain(zone);
