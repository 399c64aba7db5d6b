/** Properties of a Network, created or existing. */
import { z } from 'zod';
import { isCidr } from '../../core/cidr';
import { byCloud } from '../../core/words/clouds';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { nonEmpty } from '../../core/words/words';

/** Arguments of a network's resources that may be overridden; each provider adds its own. */
export interface NetworkOverrides {}

export const cidr = z.string().refine(isCidr, { error: 'must be an IPv4 range in CIDR notation with host bits zero' });

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
        retentionDays: retentionDays.default(90),
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
      id: nonEmpty,
      /** AWS: subnet ids. Google and Azure: names of subnets. */
      publicSubnets: z.array(nonEmpty).default([]),
      /** AWS: subnet ids, one a zone. Google: one subnet with secondary ranges `pods` and `services`. Azure: names. */
      privateSubnets: z.array(nonEmpty).min(1),
      /** AWS: subnet ids, one a zone. Azure: one subnet delegated to PostgreSQL. Google: none (private service access). */
      databaseSubnets: z.array(nonEmpty).default([]),
      /** The private tier's ranges, which may reach the databases. */
      privateCidrs: z.array(cidr).min(1),
    }),
  ),
});

export type ExistingNetworkProps = z.output<typeof existingNetworkSchema>;

export type ExistingNetworkRef = NonNullable<ExistingNetworkProps['existing']['aws']>;
