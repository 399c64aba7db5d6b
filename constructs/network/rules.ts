/**
 * Network: a private address range in tiers. `public` holds what faces the internet (NAT, load balancers),
 * `private` what runs (nodes, pods), `database` what stores; nothing reaches the database tier but the private tier.
 */
import { contains, isPrivate, overlaps, prefixLength } from '../../core/cidr';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { RETENTION_DAYS } from '../../core/words/retention';
import { type NetworkProps } from './schema';
import { planSubnets } from './subnets';

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
