/**
 * Network: a private address range in tiers. `public` holds what faces the internet (NAT, load balancers),
 * `private` what runs (nodes, pods), `database` what stores; nothing reaches the database tier but the private tier.
 */
import { contains, isPrivate, overlaps, prefixLength } from '../../core/cidr';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { type NetworkProps } from './schema';
import { planSubnets } from './subnets';

const TIERS = ['public', 'private', 'database'] as const;

const tierRanges = (p: NetworkProps) =>
  p.subnets
    ? TIERS.flatMap((tier) => p.subnets![tier].map((range, i) => [`subnets.${tier}.${i}`, range] as const))
    : [];

export const networkRules: RuleTable<NetworkProps> = [
  {
    code: 'cidr',
    property: 'cidr',
    check: (p) =>
      (prefixLength(p.cidr) < 16 || prefixLength(p.cidr) > 22) && `must have a prefix of 16–22 bits, got ${p.cidr}`,
  },
  {
    code: 'cidr-2',
    property: 'cidr',
    check: (p) =>
      !isPrivate(p.cidr) && `must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, got ${p.cidr}`,
  },
  {
    code: 'secondary-cidr',
    property: 'secondaryCidr',
    check: (p) =>
      p.secondaryCidr !== undefined &&
      overlaps(p.cidr, p.secondaryCidr) &&
      `must not overlap cidr ${p.cidr}, got ${p.secondaryCidr}: the two networks are joined`,
  },
  {
    code: 'secondary-cidr-2',
    property: 'secondaryCidr',
    check: (p) =>
      p.secondaryCidr !== undefined &&
      (prefixLength(p.secondaryCidr) < 16 || prefixLength(p.secondaryCidr) > 22 || !isPrivate(p.secondaryCidr)) &&
      `must be a private range with a prefix of 16–22 bits, got ${p.secondaryCidr}`,
  },
  forEach(
    (p) => TIERS.map((tier) => [`subnets.${tier}`, { count: p.subnets?.[tier].length, zones: p.zones }] as const),
    [
      {
        code: 'whole',
        property: '',
        check: ({ count, zones }) =>
          count !== undefined && count !== zones && `must have one range for each of the ${zones} zones, got ${count}`,
      },
    ],
  ),
  forEach(
    (p) => tierRanges(p).map(([path, range]) => [path, { range, p }] as const),
    [
      {
        code: 'whole-2',
        property: '',
        check: ({ range, p }) => !contains(p.cidr, range) && `must lie inside cidr ${p.cidr}, got ${range}`,
      },
      {
        code: 'whole-3',
        property: '',
        check: ({ range }) =>
          prefixLength(range) > 27 &&
          `must have a prefix of at most 27 bits, got ${range}: every cloud keeps up to 5 addresses of it`,
      },
      {
        code: 'whole-4',
        property: '',
        check: ({ range, p }) =>
          tierRanges(p).filter(([, other]) => overlaps(range, other)).length > 1 &&
          `must not overlap another tier's range, got ${range}`,
      },
      {
        code: 'whole-5',
        property: '',
        check: ({ range, p }) =>
          overlaps(range, planSubnets(p).services) &&
          `must leave ${planSubnets(p).services} free, the last eighth of cidr, where clouds place private endpoints; got ${range}`,
      },
    ],
  ),
];
