/**
 * Network: a private address range in tiers. `public` holds what faces the internet (NAT, load balancers),
 * `private` what runs (nodes, pods), `database` what stores; nothing reaches the database tier but the private tier.
 */
import { z } from 'zod';
import { contains, isCidr, isPrivate, overlaps, prefixLength, subnet } from './cidr';
import { Component } from './component';
import { forEach, type RuleTable } from './rules';
import { byCloud, overridesOf, text } from './vocabulary';

/** Arguments of a network's resources that may be overridden; each provider adds its own. */
export interface NetworkOverrides {}

const cidr = z.string().refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' });

export const networkSchema = z.strictObject({
  /** The address range, RFC 1918 or RFC 6598, a prefix of 16–22 bits: the widest an AWS VPC takes, the narrowest that holds the tiers. */
  cidr,
  /**
   * A second range, in the target's `secondaryRegion`: a network with a database tier only, joined to the first, for
   * replicas in the other region. Same size rules as `cidr`; must not overlap it.
   * @default - none
   */
  secondaryCidr: cidr.optional(),
  /** Over how many zones the tiers spread, 1–3. EKS and multi-zone databases need 2. @default 3 */
  zones: z.int().min(1).max(3).default(3),
  /**
   * How the private tier reaches the internet: not at all, through one gateway, or through one a zone (which survives the
   * loss of a zone, and costs a gateway each).
   * @default 'single'
   */
  nat: z.enum(['none', 'single', 'per-zone']).default('single'),
  /**
   * The tiers' ranges, one for each zone in order, instead of those cut from `cidr`.
   * @default - cut from `cidr`: half for private, an eighth for database, a quarter for public
   */
  subnets: z.strictObject({ public: z.array(cidr), private: z.array(cidr), database: z.array(cidr) }).optional(),
  /** Records of the traffic, or false. */
  flowLogs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days that records are kept: one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731. @default 90 */
        retentionDays: z.int().positive().default(90),
        /** Over how many seconds flows are summed: 60 or 600. @default 600 */
        intervalSeconds: z.union([z.literal(60), z.literal(600)]).default(600),
      }),
    ])
    .prefault({}),
  /** Which of the cloud's own services are reached without the internet. */
  privateAccess: z
    .strictObject({
      /** Object storage. @default true */
      objectStorage: z.boolean().default(true),
      /** The container registry. @default true */
      registry: z.boolean().default(true),
      /** The secret store and the key service. @default true */
      secrets: z.boolean().default(true),
    })
    .prefault({}),
  /** Arguments merged last into this network's resources. @default - none */
  overrides: overridesOf<NetworkOverrides>().optional(),
});
export type NetworkProps = z.output<typeof networkSchema>;

/** A network that others made, by cloud: what of it the constructs here stand on. */
export const existingNetworkSchema = z.strictObject({
  existing: byCloud(
    z.strictObject({
      /** AWS: VPC id. Google: network name. Azure: `resourceGroup/virtualNetwork`. */
      id: text,
      /** AWS: subnet ids. Google and Azure: names of subnets. */
      publicSubnets: z.array(text).default([]),
      /** AWS: subnet ids, one a zone. Google: one subnet with secondary ranges `pods` and `services`. Azure: names. */
      privateSubnets: z.array(text).min(1),
      /** AWS: subnet ids, one a zone. Azure: one subnet delegated to PostgreSQL. Google: none (private service access). */
      databaseSubnets: z.array(text).default([]),
      /** The private tier's ranges, which may reach the databases. */
      privateCidrs: z.array(cidr).min(1),
    }),
  ),
});
export type ExistingNetworkProps = z.output<typeof existingNetworkSchema>;
export type ExistingNetworkPlace = NonNullable<ExistingNetworkProps['existing']['aws']>;

/** The neutral contract of a network. */
export abstract class Network extends Component<NetworkProps | ExistingNetworkPlace> {
  /** The cloud's id of the network, for people and for peering. */
  abstract readonly networkId: string;
  /** The private tier's ranges: who may reach the databases. */
  abstract readonly privateCidrs: readonly string[];
  /** Ids of the private tier's subnets. */
  abstract readonly privateSubnetIds: readonly string[];

  outputs() {
    return { id: this.networkId, private_subnet_ids: [...this.privateSubnetIds] };
  }
}

/** The ranges of each tier, one for each zone; `services` is for what clouds place themselves. */
export interface SubnetPlan {
  readonly public: readonly string[];
  readonly private: readonly string[];
  readonly database: readonly string[];
  /** For private endpoints, control planes and managed services' own ranges. */
  readonly services: string;
}

/** Cuts a range: private [0, 1/2), public [1/2, 3/4), database [3/4, 7/8), services [7/8, 1). */
export function planSubnets({
  cidr: range,
  zones,
  subnets,
}: Pick<NetworkProps, 'cidr' | 'zones' | 'subnets'>): SubnetPlan {
  const bits = prefixLength(range);
  const cut = (newBits: number, first: number) =>
    Array.from({ length: zones }, (_, zone) => subnet(range, bits + newBits, first + zone));
  return {
    private: subnets?.private ?? cut(3, 0),
    public: subnets?.public ?? cut(5, 16),
    database: subnets?.database ?? cut(6, 48),
    services: subnet(range, bits + 3, 7),
  };
}

/** Days that CloudWatch, Cloud Logging and Log Analytics can all keep records, 1–731. */
export const RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731];

const TIERS = ['public', 'private', 'database'] as const;
const tierRanges = (p: NetworkProps) =>
  p.subnets
    ? TIERS.flatMap((tier) => p.subnets![tier].map((range, i) => [`subnets.${tier}.${i}`, range] as const))
    : [];

export const networkRules: RuleTable<NetworkProps> = [
  {
    property: 'cidr',
    when: (p) => prefixLength(p.cidr) < 16 || prefixLength(p.cidr) > 22,
    say: (p) => `must have a prefix of 16–22 bits, got ${p.cidr}`,
  },
  {
    property: 'cidr',
    when: (p) => !isPrivate(p.cidr),
    say: (p) => `must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, got ${p.cidr}`,
  },
  {
    property: 'secondaryCidr',
    when: (p) => p.secondaryCidr !== undefined && overlaps(p.cidr, p.secondaryCidr),
    say: (p) => `must not overlap cidr ${p.cidr}, got ${p.secondaryCidr}: the two networks are joined`,
  },
  {
    property: 'secondaryCidr',
    when: (p) =>
      p.secondaryCidr !== undefined &&
      (prefixLength(p.secondaryCidr) < 16 || prefixLength(p.secondaryCidr) > 22 || !isPrivate(p.secondaryCidr)),
    say: (p) => `must be a private range with a prefix of 16–22 bits, got ${p.secondaryCidr}`,
  },
  {
    property: 'flowLogs.retentionDays',
    when: (p) => p.flowLogs !== false && !RETENTION_DAYS.includes(p.flowLogs.retentionDays),
    say: (p) => `must be one of ${RETENTION_DAYS.join(', ')}, got ${p.flowLogs && p.flowLogs.retentionDays}`,
  },
  forEach(
    (p) => TIERS.map((tier) => [`subnets.${tier}`, { count: p.subnets?.[tier].length, zones: p.zones }] as const),
    [
      {
        property: '',
        when: ({ count, zones }) => count !== undefined && count !== zones,
        say: ({ count, zones }) => `must have one range for each of the ${zones} zones, got ${count}`,
      },
    ],
  ),
  forEach(
    (p) => tierRanges(p).map(([path, range]) => [path, { range, p }] as const),
    [
      {
        property: '',
        when: ({ range, p }) => !contains(p.cidr, range),
        say: ({ range, p }) => `must lie inside cidr ${p.cidr}, got ${range}`,
      },
      {
        property: '',
        when: ({ range }) => prefixLength(range) > 27,
        say: ({ range }) =>
          `must have a prefix of at most 27 bits, got ${range}: every cloud keeps up to 5 addresses of it`,
      },
      {
        property: '',
        when: ({ range, p }) => tierRanges(p).filter(([, other]) => overlaps(range, other)).length > 1,
        say: ({ range }) => `must not overlap another tier's range, got ${range}`,
      },
      {
        property: '',
        when: ({ range, p }) => overlaps(range, planSubnets(p).services),
        say: ({ range, p }) =>
          `must leave ${planSubnets(p).services} free, the last eighth of cidr, where clouds place private endpoints; got ${range}`,
      },
    ],
  ),
];
