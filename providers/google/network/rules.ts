/** Limits of a network on Google: values that are not available, or fail only at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { resolve, type ResolvedRule } from '../../../constructs/network/access-lists/lists';
import { accessListRules, type CloudLists, unseenClients } from '../../../constructs/network/access-lists/rules';
import { zonesRule } from '../../../constructs/network/rules';
import type { NetworkProps } from '../../../constructs/network/schema';
import { contains, isPrivate, overlaps, prefixLength } from '../../../core/cidr';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { maxNodes } from '../cluster/node-pool';
import { RFC_1918 } from './database-tier';
import { tiersOf } from './tiers';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<NetworkProps, Context>;

/**
 * Ranges for managed services:
 * registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/compute_global_address
 */
const SERVICE_RANGES = RFC_1918;
const MAX_SERVICE_PREFIX = 24;
/** Cloud SQL uses it internally and cannot answer clients in it: cloud.google.com/sql/docs/postgres/private-ip */
const CLOUD_SQL_RANGE = '172.17.0.0/16';
/** Addresses per subnetwork that Google reserves: cloud.google.com/vpc/docs/subnets */
const RESERVED_ADDRESSES = 4;

const rangesOf = (p: NetworkProps, { target }: Context) => [
  ['network.cidr', p.cidr] as const,
  ...(p.secondaryCidr ? [['network.secondaryCidr', p.secondaryCidr] as const] : []),
  ['targets.google.podCidr', target.podCidr] as const,
];

/** The ranges in which Google places managed services, by the property that gives them. */
const serviceRanges = (p: NetworkProps, { target }: Context) => [
  ['targets.google.servicesCidr', target.servicesCidr] as const,
  ...(p.secondaryCidr ? [['secondaryCidr', p.secondaryCidr] as const] : []),
];

const capacityOf = (range: string): number => 2 ** (32 - prefixLength(range)) - RESERVED_ADDRESSES;

const lists: CloudLists<Context> = {
  tiersOf: (network, { target }) => tiersOf(network, target),
  // Memorystore has another port with TLS: cloud.google.com/memorystore/docs/redis/about-in-transit-encryption
  stores: { databases: { ports: [5432], inTier: true }, caches: { ports: [6378, 6379], inTier: true } },
};

/** Rules of the database tier, and the ranges of which they are. */
const ofDatabases = (network: NetworkProps, context: Context): [path: string, rule: ResolvedRule][] => {
  const { accessLists } = network;
  if (!accessLists || !accessLists.database) return [];
  return resolve(accessLists.database, lists.tiersOf(network, context)).map((rule, index) => [
    `accessLists.database.${index}`,
    rule,
  ]);
};

export const rules: Rules = [
  zonesRule('google'),
  {
    code: 'services-cidr-overlap',
    property: '',
    check: (p, context) => {
      const { servicesCidr } = context.target;
      const overlapping = rangesOf(p, context).find(([, range]) => overlaps(range, servicesCidr));
      if (!overlapping) return undefined;
      const [name, range] = overlapping;
      return `must leave targets.google.servicesCidr ${servicesCidr} free, where Google places managed services; ${name} is ${range}`;
    },
  },
  {
    code: 'pod-cidr-overlap',
    property: 'cidr',
    check: ({ cidr }, { target }) =>
      overlaps(cidr, target.podCidr) &&
      `must not overlap targets.google.podCidr ${target.podCidr}, the range of pods; got ${cidr}`,
  },
  {
    code: 'cidr-of-cloud-sql',
    property: 'cidr',
    check: ({ cidr }, { environment }) =>
      overlaps(cidr, CLOUD_SQL_RANGE) &&
      Object.keys(environment.databases).length > 0 &&
      `must not overlap ${CLOUD_SQL_RANGE} with databases: Cloud SQL uses that range internally and cannot answer it; got ${cidr}`,
  },
  forEach(serviceRanges, [
    {
      code: 'services-cidr-unusable',
      property: '',
      check: (range) =>
        (!SERVICE_RANGES.some((outer) => contains(outer, range)) || prefixLength(range) > MAX_SERVICE_PREFIX) &&
        `must lie in ${SERVICE_RANGES.join(', ')} with a prefix of at most ${MAX_SERVICE_PREFIX} bits: Google places managed services there; got ${range}`,
    },
    {
      code: 'services-cidr-of-cloud-sql',
      property: '',
      check: (range) =>
        overlaps(range, CLOUD_SQL_RANGE) &&
        `must not overlap ${CLOUD_SQL_RANGE}, which Cloud SQL uses internally; got ${range}`,
    },
  ]),
  {
    code: 'secondary-cidr-joined',
    property: 'secondaryCidr',
    check: ({ secondaryCidr, joinedWith }) =>
      secondaryCidr !== undefined &&
      joinedWith !== 'none' &&
      joinedWith.google !== undefined &&
      `must be left out on Google with joinedWith, got ${secondaryCidr}: the network "${joinedWith.google.network}", in which this one is, has the connection to managed services, and no part in this range. Leave it out, or set it to null in differences.google, and have no read replicas in the secondary region on Google`,
  },
  {
    code: 'node-subnet-too-small',
    property: 'subnets.private.0',
    check: ({ subnets }, { environment: { cluster } }) => {
      const range = subnets?.private[0];
      if (range === undefined || !cluster || !('nodePools' in cluster)) return undefined;
      const nodes = maxNodes(cluster);
      const capacity = capacityOf(range);
      return (
        capacity < nodes &&
        `must hold all nodes, ${nodes} with those of an upgrade: a Google subnetwork spans all zones and a cluster is in one; got ${range}, which holds ${capacity}. Make the first range larger`
      );
    },
    standsOn: () => ['cluster'],
  },
  {
    code: 'images-unreachable',
    property: 'privateAccess.registry',
    check: ({ nat, privateAccess }, { environment: { cluster } }) =>
      nat === 'none' &&
      !privateAccess.registry &&
      cluster !== undefined &&
      'nodePools' in cluster &&
      'must be true with nat "none" and a cluster: nodes pull GKE\'s own images from the registry, and would not start',
    standsOn: () => ['cluster'],
  },
  {
    code: 'pod-cidr-public',
    property: '',
    check: (_, { target }) =>
      !isPrivate(target.podCidr) && `must have pods in a private range, got targets.google.podCidr ${target.podCidr}`,
  },
  ...accessListRules(lists),
  unseenClients(lists),
  forEach<NetworkProps, ResolvedRule, Context>(ofDatabases, [
    {
      code: 'access-rule-unasked',
      property: 'cidr',
      check: ({ direction, ranges }, context, network) => {
        const tiers = lists.tiersOf(network, context);
        return (
          direction === 'in' &&
          !haveCommon(ranges, [...tiers.private, ...tiers.public, ...tiers.pods]) &&
          `must hold addresses of the private tier, the public tier or pods on Google, where calls to services are asked where they begin in the network; got ${ranges.join(', ')}`
        );
      },
    },
    {
      code: 'access-rule-of-services',
      property: 'cidr',
      check: ({ direction, ranges }, context, network) =>
        direction === 'out' &&
        !haveCommon(ranges, lists.tiersOf(network, context).database) &&
        `must hold the database tier on Google, whose services call nothing else in the network; got ${ranges.join(', ')}`,
    },
  ]),
];

const haveCommon = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.some((other) => overlaps(one, other)));
