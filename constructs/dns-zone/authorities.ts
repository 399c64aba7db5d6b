/** Certificate authorities: which of them an environment's certificates come from, and the CAA records that say so. */
import type { Environment } from '../environment/schema';
import { APEX, type DnsZoneProps, type RecordSet } from './schema';

/**
 * Names of authorities in CAA records, by the hosts of their ACME directories (go-acme.github.io/lego/advanced/caservers). ZeroSSL is
 * a brand of Sectigo. letsencrypt.org/docs/caa, developers.google.com/public-key-infrastructure/dns-debugging,
 * ssl.com/how-to/configure-caa-records-to-authorize-ssl-com
 */
const ACME: Readonly<Record<string, string>> = {
  'acme-v02.api.letsencrypt.org': 'letsencrypt.org',
  'acme-staging-v02.api.letsencrypt.org': 'letsencrypt.org',
  'dv.acme-v02.api.pki.goog': 'pki.goog',
  'dv.acme-v02.test-api.pki.goog': 'pki.goog',
  'acme.zerossl.com': 'sectigo.com',
  'acme.ssl.com': 'ssl.com',
};

/** What has certificates issued, by its path in the environment: its authorities, or nothing where they are not known. */
const ISSUERS: Readonly<Record<string, (environment: Environment) => readonly (string | undefined)[]>> = {
  'addons.certManager': ({ addons: { certManager } }) => (certManager ? [ACME[new URL(certManager.server).host]] : []),
};

/** An authority that an environment's certificates come from. */
export interface Issuer {
  /** What asks for certificates: `addons.certManager`. */
  readonly by: string;
  /** Its name in CAA records; absent if it is not known. */
  readonly authority: string | undefined;
}

export const issuersOf = (environment: Environment): Issuer[] =>
  Object.entries(ISSUERS).flatMap(([by, authoritiesOf]) =>
    authoritiesOf(environment).map((authority) => ({ by, authority })),
  );

/** The authorities in use; none as soon as one of them is not known, because records would keep it from issuing. */
function authoritiesInUse(environment: Environment): string[] {
  const names = issuersOf(environment).map(({ authority }) => authority);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? [...new Set(known)] : [];
}

export const authorityRecords = ({ records }: Pick<DnsZoneProps, 'records'>): RecordSet | undefined =>
  records[APEX]?.find(({ type }) => type === 'CAA');

/** The environment, with the authorities in use where a zone that is made says nothing of authorities. */
export function withAuthorities(environment: Environment): Environment {
  const inUse = authoritiesInUse(environment);
  const dnsZones = Object.fromEntries(
    Object.entries(environment.dnsZones).map(([id, zone]) => {
      const isSilent = zone.certificateAuthorities === undefined && !zone.existing && !authorityRecords(zone);
      return [id, isSilent && inUse.length > 0 ? { ...zone, certificateAuthorities: inUse } : zone];
    }),
  );
  return { ...environment, dnsZones };
}

/** Values of CAA records that let these authorities issue certificates, wildcards too, and no others. */
export const caaOf = (authorities: readonly string[]): string[] =>
  (authorities.length > 0 ? authorities : [';']).map((authority) => `0 issue "${authority}"`);

const VALUE = /^\d+ (\w+) "\s*([^\s;"]*)/;

/** Whether CAA records let an authority issue a certificate for a host. */
export function allows(values: readonly string[], authority: string, host: string): boolean {
  const said = (wanted: string): string[] =>
    values.flatMap((value) => {
      const [, tag, name = ''] = VALUE.exec(value) ?? [];
      return tag === wanted ? [name] : [];
    });
  const ofWildcards = host.startsWith('*.') ? said('issuewild') : [];
  const named = ofWildcards.length > 0 ? ofWildcards : said('issue');
  return named.length === 0 || named.includes(authority);
}
