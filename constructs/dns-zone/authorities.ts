/** Certificate authorities: which of them an environment's certificates come from, and the CAA records that say so. */
import type { CloudName } from '../../core/words/clouds';
import { servedHosts } from '../addons/gateway/routes';
import type { Environment } from '../environment/schema';
import { originHostOf } from '../load-balancer/origin';
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

/**
 * Authorities of the certificates that each cloud keeps for a load balancer or a Cdn. docs.aws.amazon.com/acm/latest/userguide/setup-caa.html,
 * cloud.google.com/certificate-manager/docs/certificates, learn.microsoft.com/azure/frontdoor/domain
 */
const OF_CLOUD: Readonly<Record<CloudName, string>> = {
  aws: 'amazon.com',
  google: 'pki.goog',
  azurerm: 'digicert.com',
};

/** An authority that an environment's certificates come from. */
export interface Issuer {
  /** What asks for certificates: `addons.certManager`. */
  readonly by: string;
  /** Its name in CAA records; absent if it is not known. */
  readonly authority: string | undefined;
  /** What the certificates are for. */
  readonly hosts: readonly string[];
}

/** What has certificates issued, by its path in the environment; nothing where it is not there. */
const ISSUERS: Readonly<
  Record<string, (environment: Environment, cloud: CloudName) => Omit<Issuer, 'by'> | undefined>
> = {
  'addons.certManager': (environment) => {
    const { certManager } = environment.addons;
    const origin = originHostOf(environment);
    return (
      certManager && {
        authority: ACME[new URL(certManager.server).host],
        hosts: origin === undefined ? servedHosts(environment) : [origin],
      }
    );
  },
  loadBalancer: (environment, cloud) =>
    environment.loadBalancer && { authority: OF_CLOUD[cloud], hosts: servedHosts(environment) },
  cdns: ({ cdns }, cloud) => {
    const hosts = Object.values(cdns).flatMap((cdn) => cdn.hosts);
    return hosts.length > 0 ? { authority: OF_CLOUD[cloud], hosts } : undefined;
  },
};

/** Where in the environment those are. */
export const ISSUERS_AT: readonly string[] = Object.keys(ISSUERS);

export const issuersOf = (environment: Environment, cloud: CloudName): Issuer[] =>
  Object.entries(ISSUERS).flatMap(([by, issuerOf]) => {
    const issuer = issuerOf(environment, cloud);
    return issuer ? [{ by, ...issuer }] : [];
  });

/** The authorities in use; none as soon as one of them is not known, because records would keep it from issuing. */
function authoritiesInUse(environment: Environment, cloud: CloudName): string[] {
  const names = issuersOf(environment, cloud).map(({ authority }) => authority);
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length ? [...new Set(known)] : [];
}

export const authorityRecords = ({ records }: Pick<DnsZoneProps, 'records'>): RecordSet | undefined =>
  records[APEX]?.find(({ type }) => type === 'CAA');

/** The environment, with the authorities in use where a zone that is made says nothing of authorities. */
export function withAuthorities(environment: Environment, cloud: CloudName): Environment {
  const inUse = authoritiesInUse(environment, cloud);
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
