/**
 * Network: a private address range in tiers. `public` holds what faces the internet (NAT, load balancers), `private` nodes
 * and pods, `database` what stores data; only the private tier reaches the database tier.
 */
import { contains, isPrivate, overlaps, prefixLength } from '../../core/cidr';
import { forEach, type Rule, type RuleContext, type RuleTable } from '../../core/rules/rule';
import type { CloudName } from '../../core/words/clouds';
import { portsRule } from './access-lists/rules';
import { TIERS } from './access-lists/schema';
import type { NetworkProps } from './schema';
import { planSubnets } from './subnets';

/** AWS VPCs have 16 bits at least; narrower than 22 the smallest tier has no room. */
const hasNetworkSize = (range: string): boolean => prefixLength(range) >= 16 && prefixLength(range) <= 22;

/** Each tier's own ranges, by their path. */
const tiersOf = ({ subnets }: NetworkProps) =>
  subnets ? TIERS.map((tier) => [`subnets.${tier}`, subnets[tier]] as const) : [];

/** Every range of the tiers, by its path. */
const rangesOf = (props: NetworkProps) =>
  tiersOf(props).flatMap(([path, ranges]) => ranges.map((range, index) => [`${path}.${index}`, range] as const));

/** Zones that a target names must be enough for the network. */
export const zonesRule = (
  cloud: CloudName,
): Rule<NetworkProps, RuleContext<unknown, { readonly zones?: readonly unknown[] | undefined }>> => ({
  code: 'zones-missing',
  property: 'zones',
  check: ({ zones }, { target: { zones: named } }) =>
    named !== undefined &&
    named.length < zones &&
    `must be at most the ${named.length} zones that targets.${cloud}.zones names, got ${zones}`,
});

export const networkRules: RuleTable<NetworkProps> = [
  {
    code: 'cidr-size',
    property: 'cidr',
    check: ({ cidr }) => !hasNetworkSize(cidr) && `must have a prefix of 16–22 bits, got ${cidr}`,
  },
  {
    code: 'cidr-public',
    property: 'cidr',
    check: ({ cidr }) =>
      !isPrivate(cidr) && `must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, got ${cidr}`,
  },
  {
    code: 'secondary-cidr-overlap',
    property: 'secondaryCidr',
    check: ({ cidr, secondaryCidr }) =>
      secondaryCidr !== undefined &&
      overlaps(cidr, secondaryCidr) &&
      `must not overlap cidr ${cidr}, got ${secondaryCidr}: the two networks are joined`,
  },
  {
    code: 'secondary-cidr-range',
    property: 'secondaryCidr',
    check: ({ secondaryCidr }) =>
      secondaryCidr !== undefined &&
      !(hasNetworkSize(secondaryCidr) && isPrivate(secondaryCidr)) &&
      `must be a private range with a prefix of 16–22 bits, got ${secondaryCidr}`,
  },
  forEach(tiersOf, [
    {
      code: 'subnet-count',
      property: '',
      check: ({ length }, _, { zones }) =>
        length !== zones && `must have one range for each of the ${zones} zones, got ${length}`,
    },
  ]),
  forEach(rangesOf, [
    {
      code: 'subnet-outside',
      property: '',
      check: (range, _, { cidr }) => !contains(cidr, range) && `must lie inside cidr ${cidr}, got ${range}`,
    },
    {
      code: 'subnet-too-small',
      property: '',
      check: (range) =>
        prefixLength(range) > 27 &&
        `must have a prefix of at most 27 bits, got ${range}: every cloud keeps up to 5 addresses of it`,
    },
    {
      code: 'subnet-overlap',
      property: '',
      check: (range, _, network) =>
        rangesOf(network).filter(([, other]) => overlaps(range, other)).length > 1 &&
        `must not overlap another tier's range, got ${range}`,
    },
    {
      code: 'subnet-in-services',
      property: '',
      check: (range, _, network) => {
        const { services } = planSubnets(network);
        return (
          overlaps(range, services) &&
          `must leave ${services} free, the last eighth of cidr, where clouds place private endpoints; got ${range}`
        );
      },
    },
  ]),
  portsRule,
];
