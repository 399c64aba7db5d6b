/** Values of DNS records: what each type takes, and their parts. */
import type { RecordType } from './schema';

const OCTET = String.raw`(25[0-5]|2[0-4]\d|1?\d?\d)`;
const HOST = String.raw`([A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\.)+[A-Za-z0-9-]{2,63}\.?`;
const NUMBER = String.raw`\d{1,5}`;

/** What a type takes: a pattern, and the words for it. */
export const TAKES: Readonly<Record<RecordType, { readonly pattern: RegExp; readonly words: string }>> = {
  A: { pattern: new RegExp(`^${OCTET}(\\.${OCTET}){3}$`), words: 'an IPv4 address' },
  AAAA: { pattern: /^(?=.*:.*:)[0-9A-Fa-f:.]{2,45}$/, words: 'an IPv6 address' },
  CAA: {
    pattern: /^(0|128) (issue|issuewild|iodef) "[^"]*"$/,
    words: 'flags, tag and a value in quotes: 0 issue "letsencrypt.org"',
  },
  CNAME: { pattern: new RegExp(`^${HOST}$`), words: 'a host' },
  MX: { pattern: new RegExp(`^${NUMBER} ${HOST}$`), words: 'a preference and a host: 10 mail.example.net' },
  NS: { pattern: new RegExp(`^${HOST}$`), words: 'a host' },
  SRV: {
    pattern: new RegExp(`^${NUMBER} ${NUMBER} ${NUMBER} ${HOST}$`),
    words: 'priority, weight, port and a host: 10 5 443 host.example.net',
  },
  // Google's limit is the lowest, 4000 characters: cloud.google.com/dns/quotas
  TXT: {
    pattern: /^[\x20\x21\x23-\x5b\x5d-\x7e]{1,4000}$/,
    words: 'at most 4000 printable characters without " and \\',
  },
};

/** A host with a dot at the end, as AWS and Google give it back, so that Terraform finds no difference. */
export const absolute = (host: string): string => (host.endsWith('.') ? host : `${host}.`);

/** A value as a zone file has it: with a dot after its host, which is its last part. */
export const inZoneFile = (type: RecordType, value: string): string =>
  ['CNAME', 'MX', 'NS', 'SRV'].includes(type) ? absolute(value) : value;

/** The longest text inside one pair of quotes: RFC 1035, 3.3. */
const LONGEST_TEXT = 255;

/** A text in pieces as long as DNS has them. */
export const piecesOf = (text: string): string[] =>
  Array.from({ length: Math.ceil(text.length / LONGEST_TEXT) }, (_, index) =>
    text.slice(index * LONGEST_TEXT, (index + 1) * LONGEST_TEXT),
  );
