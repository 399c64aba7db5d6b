/** Warnings of an environment on all of its clouds together: each of them is right by itself. */
import { servedHosts } from '../../constructs/addons/gateway/routes';
import { isBelow } from '../../constructs/dns-zone/domains';
import { repeated } from '../../core/records';
import { forEach, type RuleTable } from '../../core/rules/rule';
import type { Plan } from './resolve';

/** A domain of which several clouds have a zone. */
interface SharedDomain {
  readonly clouds: readonly string[];
  /** Whether the environment makes one of the zones. */
  readonly isMade: boolean;
  /** Hosts in it that several clouds serve. */
  readonly hosts: readonly string[];
}

const REMEDY =
  'a domain is delegated to one zone, so that the others are never asked and get no certificates. Give each cloud a domain of its own, by differences';

export const togetherWarnings: RuleTable<readonly Plan[], undefined> = [
  forEach(sharedDomains, [
    {
      code: 'domain-on-several-clouds',
      property: 'domain',
      check: ({ clouds, isMade }) => isMade && `is the domain of a zone on each of ${clouds.join(', ')}: ${REMEDY}`,
      says: `is the domain of a zone on each of …: ${REMEDY}`,
    },
    {
      code: 'hosts-on-several-clouds',
      property: 'domain',
      check: ({ clouds, isMade, hosts }) =>
        !isMade &&
        hosts.length > 0 &&
        `has hosts that each of ${clouds.join(', ')} serves (${hosts.join(', ')}): ${REMEDY}`,
      says: `has hosts that each of … serves (…): ${REMEDY}`,
    },
  ]),
];

function sharedDomains(plans: readonly Plan[]): [path: string, domain: SharedDomain][] {
  const zones = plans.flatMap((plan) =>
    Object.entries(plan.environment.dnsZones).map(([id, { domain, existing }]) => ({
      path: `dnsZones.${id}`,
      domain,
      isMade: existing === undefined,
      cloud: plan.cloud.name,
      hosts: servedHosts(plan.environment).filter((host) => host === domain || isBelow(host, domain)),
    })),
  );
  return [...new Set(zones.map(({ domain }) => domain))].flatMap((domain) => {
    const [first, ...others] = zones.filter((zone) => zone.domain === domain);
    if (!first || others.length === 0) return [];
    const same = [first, ...others];
    const served = same.flatMap(({ hosts }) => hosts);
    const shared: SharedDomain = {
      clouds: same.map(({ cloud }) => cloud),
      isMade: same.some(({ isMade }) => isMade),
      hosts: repeated(served),
    };
    return [[first.path, shared]];
  });
}
