/** Ranges of the tiers on Google, where pods have addresses of their own. */
import type { TierRanges } from '../../../constructs/network/access-lists/lists';
import type { NetworkProps } from '../../../constructs/network/schema';
import { prefixLength, subnet } from '../../../core/cidr';

type Tier = 'public' | 'private' | 'database';

/**
 * The ranges of each tier. Because Google's subnetworks span all zones, `cidr` is divided into one range per tier, of
 * the same size as the ranges of all zones together on other clouds. Ranges in `subnets` become one subnetwork each;
 * nodes are in the first private one.
 */
export function planTiers({ cidr, subnets }: Pick<NetworkProps, 'cidr' | 'subnets'>): Record<Tier, readonly string[]> {
  const bits = prefixLength(cidr);
  return (
    subnets ?? {
      private: [subnet(cidr, bits + 1, 0)],
      public: [subnet(cidr, bits + 2, 2)],
      database: [subnet(cidr, bits + 3, 6)],
    }
  );
}

interface Ranges {
  readonly podCidr: string;
  readonly servicesCidr: string;
}

/** Managed services are in ranges of their own, in the secondary region too; the database tier's subnetworks hold endpoints. */
export function tiersOf(network: NetworkProps, { podCidr, servicesCidr }: Ranges): TierRanges {
  const { secondaryCidr } = network;
  const plan = planTiers(network);
  const services = [servicesCidr, ...(secondaryCidr === undefined ? [] : [secondaryCidr])];
  return { ...plan, database: [...services, ...plan.database], pods: [podCidr] };
}
