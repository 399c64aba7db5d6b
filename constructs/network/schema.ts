/** Properties of a Network, created or existing. */
import { z } from 'zod';

import { cidr } from '../../core/words/cidr';
import type { CloudName } from '../../core/words/clouds';
import { overridesOf } from '../../core/words/overrides';
import { retentionDays } from '../../core/words/retention';
import { accessListsSchema } from './access-lists/schema';

/** Arguments of a network's resources that may be overridden; each provider adds its own. */
export interface NetworkOverrides {}

/** Zones of the largest network. */
export const MAX_ZONES = 3;

/** How a cloud names the parts of an existing network. */
interface Forms {
  readonly id: z.ZodType<string>;
  readonly subnet: z.ZodType<string>;
}

const form = (pattern: RegExp, error: string): z.ZodString => z.string().regex(pattern, { error });

const FORMS = {
  aws: {
    id: form(/^vpc-[0-9a-f]{8,17}$/, 'must be the id of a VPC: "vpc-0a1b2c3d4e5f60718"'),
    subnet: form(/^subnet-[0-9a-f]{8,17}$/, 'must be the id of a subnet: "subnet-0a1b2c3d4e5f60718"'),
  },
  google: {
    id: form(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be the name of a network in the project: "shared"'),
    subnet: form(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be the name of a subnetwork in the project: "nodes"'),
  },
  azurerm: {
    id: form(/^[\w.()-]{1,90}\/[\w.-]{1,80}$/, 'must be "resourceGroup/virtualNetwork"'),
    subnet: form(/^[\w.-]{1,80}$/, 'must be the name of a subnet in the virtual network'),
  },
} satisfies Readonly<Record<CloudName, Forms>>;

/** The resource id of something of a type of Microsoft.Network. */
const resourceId = (type: string): z.ZodString =>
  form(
    new RegExp(`^/subscriptions/[\\w-]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/${type}/[\\w.-]+$`),
    `must be a resource id: "/subscriptions/…/resourceGroups/shop/providers/Microsoft.Network/${type}/shop"`,
  );

export const networkSchema = z.strictObject({
  /**
   * The address range, RFC 1918 or RFC 6598, with a prefix of 16–22 bits: /16 is the widest that an AWS VPC takes, /22 the
   * narrowest that holds the tiers.
   */
  cidr,
  /**
   * A second range, in the target's `secondaryRegion`: a network with a database tier only, joined to the first, for
   * replicas in that region. It has the same size limits as `cidr` and must not overlap it.
   * @default - none
   */
  secondaryCidr: cidr.optional(),
  /**
   * Another network, so that servers in this one can be replicas of servers in that one (`restore.replicaOf`), by cloud. Google: its VPC
   * network, in which this one is instead of one of its own, with what the network has for all of it, such as the way to the internet,
   * the range of managed services and private names. Azure: a virtual network to be peered with. `none` on AWS, where RDS replicates
   * over a network of its own.
   */
  joinedWith: z
    .union([
      z.literal('none'),
      z.strictObject({
        google: z
          .strictObject({
            /** Name of the network, in the same project. */
            network: FORMS.google.id,
          })
          .optional(),
        azurerm: z
          .strictObject({
            /** Resource id of the virtual network. */
            network: resourceId('virtualNetworks'),
            /** Resource id of the private DNS zone in which its PostgreSQL servers have their names. */
            zone: resourceId('privateDnsZones'),
          })
          .optional(),
      }),
    ])
    .default('none'),
  /**
   * Ranges of the database tier of the other network, with whose servers the servers here replicate, from either side. Azure's security
   * groups admit them; on the other clouds nothing stands between servers.
   */
  replicaCidrs: z.array(cidr).default([]),
  /** Number of zones over which the tiers spread. EKS and multi-zone databases need 2. */
  zones: z.int().min(1).max(MAX_ZONES).default(MAX_ZONES),
  /**
   * How the private tier reaches the internet: `none`, not at all; `single`, through one gateway; `per-zone`, through one
   * gateway per zone, which survives the loss of a zone and costs as many gateways.
   */
  nat: z.enum(['none', 'single', 'per-zone']).default('single'),
  /**
   * The tiers' own ranges, one per zone in order, instead of those cut from `cidr`. They must leave the last eighth of `cidr`
   * free, where clouds place private endpoints.
   * @default - cut from `cidr`: half for private, an eighth for database, a quarter for public
   * @example
   * subnets: {
   *   private: ['10.20.0.0/18', '10.20.64.0/18'],
   *   public: ['10.20.128.0/20', '10.20.144.0/20'],
   *   database: ['10.20.192.0/22', '10.20.196.0/22'],
   * }
   */
  subnets: z.strictObject({ public: z.array(cidr), private: z.array(cidr), database: z.array(cidr) }).optional(),
  /** Records of the network's traffic; `false` turns them off. */
  flowLogs: z
    .union([
      z.literal(false),
      z.strictObject({
        /** Days to keep the records. */
        retentionDays: retentionDays.default(90),
        /** Seconds over which each record sums up the traffic. */
        intervalSeconds: z.union([z.literal(60), z.literal(600)]).default(600),
      }),
    ])
    .prefault({}),
  /** Services of the cloud that the network reaches without the internet. */
  privateAccess: z
    .strictObject({
      /** Object storage. */
      objectStorage: z.boolean().default(true),
      /** The container registry. */
      registry: z.boolean().default(true),
      /** The secret store and the key service. */
      secrets: z.boolean().default(true),
    })
    .prefault({}),
  /**
   * Lists of the connections that each tier admits; `false` for none but those that every cloud has: of the database tier, and on
   * Google and Azure of what comes in. `{}` gives each tier a strict list. The first rule of a list that is for a connection
   * decides, and a connection that no rule is for is refused. Answers need no rule.
   */
  accessLists: z.union([z.literal(false), accessListsSchema]).default(false),
  /** Arguments merged last into this network's resources. @default - none */
  overrides: overridesOf<NetworkOverrides>().optional(),
});

export type NetworkProps = z.output<typeof networkSchema>;

const partsOn = ({ id, subnet }: Forms) =>
  z.strictObject({
    /** AWS: VPC id. Google: network name. Azure: `resourceGroup/virtualNetwork`. */
    id,
    /** AWS: subnet ids. Google and Azure: names of subnets. */
    publicSubnets: z.array(subnet).default([]),
    /** AWS: subnet ids, one per zone. Google: one subnet with secondary ranges `pods` and `services`. Azure: names. */
    privateSubnets: z.array(subnet).min(1),
    /**
     * AWS: subnet ids, one per zone. Azure: one subnet delegated to PostgreSQL. Google: none, because databases are reached
     * by private services access.
     */
    databaseSubnets: z.array(subnet).default([]),
    /** The private tier's ranges, which may reach the databases. */
    privateCidrs: z.array(cidr).min(1),
  });

/** An existing network, per cloud: the parts of it that constructs need. */
export const existingNetworkSchema = z.strictObject({
  existing: z.strictObject({
    aws: partsOn(FORMS.aws).optional(),
    google: partsOn(FORMS.google).optional(),
    azurerm: partsOn(FORMS.azurerm).optional(),
  }),
});

export type ExistingNetworkProps = z.output<typeof existingNetworkSchema>;

export type ExistingNetworkRef = NonNullable<ExistingNetworkProps['existing']['aws']>;
