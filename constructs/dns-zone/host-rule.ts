/** Hosts inside the environment's DNS zones: only these get records and certificates. */
import type { Rule } from '../../core/rules/rule';
import { codeOf } from '../../core/text';
import { listed } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { isBelow } from './domains';

/** A host name that must be a zone's domain or lie below one. */
export const hostInZone = <P>(
  property: string,
  hostOf: (props: P) => string | undefined,
): Rule<P, { readonly environment: Environment }> => ({
  code: [codeOf(property), 'outside-zones'].filter(Boolean).join('-'),
  property,
  check: (props, { environment }) => {
    const host = hostOf(props);
    const domains = Object.values(environment.dnsZones).map(({ domain }) => domain);
    return (
      host !== undefined &&
      !domains.some((domain) => host === domain || isBelow(host, domain)) &&
      `must be inside one of the environment's dnsZones ${listed(domains)}, got ${host}`
    );
  },
  standsOn: () => ['dnsZones'],
});
