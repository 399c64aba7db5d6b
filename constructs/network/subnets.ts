/** Divides a network's address range into subnets, the same way on every cloud. */
import type { Component } from '../../core/cdktf/component';
import { prefixLength, subnet } from '../../core/cidr';
import { chosen } from '../../core/decision';
import type { NetworkProps } from './schema';

/** The ranges of each tier, one per zone. */
export interface SubnetPlan {
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly database: readonly string[];
  /** One range that clouds fill: private endpoints, control planes, managed services. */
  readonly services: string;
}

/** Cuts a range: private [0, 1/2), public [1/2, 3/4), database [3/4, 7/8), services [7/8, 1). */
export function planSubnets({ cidr, zones, subnets }: Pick<NetworkProps, 'cidr' | 'zones' | 'subnets'>): SubnetPlan {
  const bits = prefixLength(cidr);
  const cut = (newBits: number, first: number) =>
    Array.from({ length: zones }, (_, zone) => subnet(cidr, bits + newBits, first + zone));
  return {
    private: subnets?.private ?? cut(3, 0),
    public: subnets?.public ?? cut(5, 16),
    database: subnets?.database ?? cut(6, 48),
    services: subnet(cidr, bits + 3, 7),
  };
}

/** Records where a network's tiers and zones lie. */
export function decidePlacement(
  network: Component<Pick<NetworkProps, 'cidr' | 'zones' | 'subnets'>>,
  tiers: Readonly<Record<'private' | 'public' | 'database', readonly string[]>>,
  zones: readonly string[] | undefined,
): void {
  const { cidr, subnets, zones: count } = network.props;
  const why = subnets ? 'named by `subnets`' : `cut from ${cidr}: ${SHARES}`;
  for (const tier of ['private', 'public', 'database'] as const)
    network.decide('subnets', `subnets.${tier}`, chosen(tiers[tier].join(', '), why));
  network.decide(
    'zones',
    'zones',
    zones
      ? chosen(zones.join(', '), `the first ${count} of the target's \`zones\``)
      : chosen(
          `${count} zones`,
          "the first that the region offers when Terraform runs; name them by the target's `zones`",
        ),
  );
}

const SHARES = 'half for private, a quarter for public, an eighth for database';
