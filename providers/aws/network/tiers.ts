/** Ranges of the tiers on AWS, where pods have addresses of the private tier. */
import { databaseListOf, resolve, type TierRanges } from '../../../constructs/network/access-lists/lists';
import type { NetworkProps } from '../../../constructs/network/schema';
import { planSubnets } from '../../../constructs/network/subnets';
import type { DatabaseList } from './database-tier';
import { secondaryTier } from './secondary-network';

/** The database tier is in both regions. */
export function tiersOf(network: NetworkProps): TierRanges {
  const { secondaryCidr, zones } = network;
  const plan = planSubnets(network);
  const database = [...plan.database, ...(secondaryCidr === undefined ? [] : secondaryTier(secondaryCidr, zones))];
  return { public: plan.public, private: plan.private, database, pods: [] };
}

export const databaseListOn = (network: NetworkProps): DatabaseList => ({
  rules: resolve(databaseListOf(network), tiersOf(network)),
  isOwn: network.accessLists !== false && network.accessLists.database !== undefined,
});
