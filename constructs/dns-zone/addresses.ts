/** Addresses of hosts that an environment's zones say themselves. */
import type { Environment } from '../environment/schema';
import { hostOf } from './domains';

/** The path in the environment of the record that a host has in a zone. */
export const recordOf = (host: string, { dnsZones }: Environment): string | undefined =>
  Object.entries(dnsZones).flatMap(([id, { domain, records }]) =>
    Object.entries(records)
      .filter(([name, sets]) => {
        const isAddress = sets.some(({ type }) => ['A', 'AAAA', 'CNAME'].includes(type));
        return isAddress && hostOf(name, domain) === host;
      })
      .map(([name]) => `dnsZones.${id}.records.${name}`),
  )[0];
