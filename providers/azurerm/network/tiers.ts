/** Ranges of the tiers on Azure, where pods have addresses of their own. */
import type { TierRanges } from '../../../constructs/network/access-lists/lists';
import type { NetworkProps } from '../../../constructs/network/schema';
import { planSubnets } from '../../../constructs/network/subnets';
import { prefixLength, subnet } from '../../../core/cidr';

/** The range of private endpoints: the first half of that for services. The other half is free for gateways and the like. */
export const endpointRange = ({ services }: { readonly services: string }): string =>
  subnet(services, prefixLength(services) + 1, 0);

/** Ranges of the database tier in the secondary region; none without a network there. */
export const secondaryDatabases = ({ secondaryCidr: cidr, zones }: NetworkProps): readonly string[] =>
  cidr === undefined ? [] : planSubnets({ cidr, zones, subnets: undefined }).database;

/** Caches are called by private endpoints. */
export function tiersOf(network: NetworkProps, podCidr: string | undefined): TierRanges {
  const plan = planSubnets(network);
  return {
    public: plan.public,
    private: plan.private,
    database: [...plan.database, endpointRange(plan), ...secondaryDatabases(network)],
    pods: podCidr === undefined ? [] : [podCidr],
  };
}
