/** What a network cannot be on Google: what passes plan and dies at apply, or is not available. */
import { contains, isPrivate, overlaps, prefixLength } from '../../../core/cidr';
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { NetworkProps } from '../../../constructs/network/schema';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { RFC_1918 } from './database-tier';

type Context = CloudRuleContext<GoogleTarget>;
type Rules = RuleTable<NetworkProps, Context>;

/** Ranges for managed services are of RFC 1918: registry.terraform.io/providers/hashicorp/google/6.50.0/docs/resources/compute_global_address */
const SERVICE_RANGES = RFC_1918;
/** Cloud SQL uses it inside and cannot be reached from it: cloud.google.com/sql/docs/postgres/private-ip */
const CLOUD_SQL_RANGE = '172.17.0.0/16';
/** Addresses of a subnetwork that Google keeps: cloud.google.com/vpc/docs/subnets */
const RESERVED_ADDRESSES = 4;

const named = (p: NetworkProps, { target }: Context) => [
  ['network.cidr', p.cidr] as const,
  ...(p.secondaryCidr ? [['network.secondaryCidr', p.secondaryCidr] as const] : []),
  ['targets.google.podCidr', target.podCidr] as const,
];

/** The first of the environment's ranges that meets the one for managed services. */
const clash = (p: NetworkProps, context: Context) =>
  named(p, context).find(([, range]) => overlaps(range, context.target.servicesCidr));

/** The ranges in which Google places managed services, by the property that gives them. */
const serviceRanges = (p: NetworkProps, { target }: Context) => [
  ['targets.google.servicesCidr', target.servicesCidr] as const,
  ...(p.secondaryCidr ? [['secondaryCidr', p.secondaryCidr] as const] : []),
];

/** Nodes at most, and the one more of each pool that an upgrade takes. */
const mostNodes = ({ environment: { cluster } }: Context): number =>
  cluster && 'nodePools' in cluster
    ? Object.values(cluster.nodePools).reduce((sum, pool) => sum + pool.max + 1, (cluster.systemPool?.max ?? -1) + 1)
    : 0;

const addresses = (range: string): number => 2 ** (32 - prefixLength(range)) - RESERVED_ADDRESSES;

export const rules: Rules = [
  {
    code: 'zones',
    property: 'zones',
    check: (p, { target }) =>
      target.zones !== undefined &&
      target.zones.length < p.zones &&
      `must be at most the ${target.zones?.length} zones that targets.google.zones names, got ${p.zones}`,
  },
  {
    code: 'whole',
    property: '',
    check: (p, context) => {
      if (!(clash(p, context) !== undefined)) return undefined;
      const [name, range] = clash(p, context)!;
      return `must leave targets.google.servicesCidr ${context.target.servicesCidr} free, where Google places managed services; ${name} is ${range}`;
    },
  },
  {
    code: 'cidr',
    property: 'cidr',
    check: (p, { target }) =>
      overlaps(p.cidr, target.podCidr) &&
      `must not overlap targets.google.podCidr ${target.podCidr}, the range of pods; got ${p.cidr}`,
  },
  {
    code: 'cidr-2',
    property: 'cidr',
    check: (p, { environment }) =>
      overlaps(p.cidr, CLOUD_SQL_RANGE) &&
      Object.keys(environment.databases).length > 0 &&
      `must not overlap ${CLOUD_SQL_RANGE} with databases: Cloud SQL uses that range inside and cannot answer it; got ${p.cidr}`,
  },
  forEach(serviceRanges, [
    {
      code: 'whole-2',
      property: '',
      check: (range) =>
        (!SERVICE_RANGES.some((outer) => contains(outer, range)) || prefixLength(range) > 24) &&
        `must lie in ${SERVICE_RANGES.join(', ')} with a prefix of at most 24 bits: Google places managed services there; got ${range}`,
    },
    {
      code: 'whole-3',
      property: '',
      check: (range) =>
        overlaps(range, CLOUD_SQL_RANGE) &&
        `must not overlap ${CLOUD_SQL_RANGE}, which Cloud SQL uses inside; got ${range}`,
    },
  ]),
  {
    code: 'private-0',
    property: 'subnets.private.0',
    check: (p, context) =>
      p.subnets !== undefined &&
      p.subnets.private[0] !== undefined &&
      addresses(p.subnets.private[0]) < mostNodes(context) &&
      `must hold all nodes, ${mostNodes(context)} with those of an upgrade: a Google subnetwork spans all zones and a cluster stands in one; got ${p.subnets.private[0]}, which holds ${addresses(p.subnets.private[0])}. Make the first range larger`,
  },
  {
    code: 'private-access-registry',
    property: 'privateAccess.registry',
    check: (p, { environment: { cluster } }) =>
      p.nat === 'none' &&
      !p.privateAccess.registry &&
      cluster !== undefined &&
      'nodePools' in cluster &&
      'must be true with nat "none" and a cluster: nodes pull GKE\'s own images from the registry, and would not start',
  },
  {
    code: 'whole-4',
    property: '',
    check: (_, { target }) =>
      !isPrivate(target.podCidr) && `must have pods in a private range, got targets.google.podCidr ${target.podCidr}`,
  },
];
