/** Hosts at the top of a zone, to which Front Door's own renewal of certificates does not reach. */
import type { Environment } from '../../../constructs/environment/schema';

/** learn.microsoft.com/azure/frontdoor/apex-domain#azure-front-door-managed-tls-certificate-rotation */
export const APEX_RENEWAL =
  'the domain of a zone, which no CNAME can lead to Azure: before its certificate ends, after half a year, somebody must have Azure prove the domain again. Take a host below it, such as www';

/** Whether a host is the domain of a zone. */
export const isApex = (host: string, { dnsZones }: Pick<Environment, 'dnsZones'>): boolean =>
  Object.values(dnsZones).some(({ domain }) => domain === host);
