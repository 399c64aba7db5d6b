/** Domains: what is below which, and the names of hosts in them. */
import { APEX } from './schema';

/** Whether a domain, or a host, is below another. */
export const isBelow = (domain: string, above: string): boolean => domain.endsWith(`.${above}`);

/** The domain name of a name below a zone's domain, which may be `@`, without a dot at the end. */
export const hostOf = (name: string, domain: string): string => (name === APEX ? domain : `${name}.${domain}`);

/** What a host is called in ids. No host has two dots in a row, so that none but `*.example.com` is `any__example_com`. */
export const hostId = (host: string): string => host.replace(/^\*\./, 'any..').replaceAll('.', '_');

/** The domain that is proved for a host's certificate: of `*.example.com`, `example.com`. */
export const provedDomain = (host: string): string => host.replace(/^\*\./, '');

/** The first two of hosts that ids of resources do not tell apart, because they differ in dots and hyphens alone: `a.b and a-b`. */
export function hostsAlike(hosts: readonly string[]): string | undefined {
  const known = new Map<string, string>();
  for (const host of new Set(hosts)) {
    const id = hostId(host).replaceAll('-', '_');
    const other = known.get(id);
    if (other !== undefined) return `${other} and ${host}`;
    known.set(id, host);
  }
  return undefined;
}
