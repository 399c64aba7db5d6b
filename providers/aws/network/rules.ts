/** Limits of AWS networks that `terraform plan` does not see: breaking them fails at apply. */
import type { CloudRuleContext } from '../../../constructs/cloud';
import type { AwsTarget } from '../../../constructs/environment/targets';
import { listsOf, resolve, type ResolvedRule } from '../../../constructs/network/access-lists/lists';
import { accessListRules } from '../../../constructs/network/access-lists/rules';
import { TIERS } from '../../../constructs/network/access-lists/schema';
import { zonesRule } from '../../../constructs/network/rules';
import type { NetworkProps } from '../../../constructs/network/schema';
import { planSubnets } from '../../../constructs/network/subnets';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { entriesOfTier } from './access-lists';
import { type Entry } from './acl-entries';
import { admittedCall, refusedAnswer } from './answers';
import { databaseEntries } from './database-tier';
import { databaseListOn, tiersOf } from './tiers';

type Context = CloudRuleContext<AwsTarget>;
type Rules = RuleTable<NetworkProps, Context>;

/** In each direction: docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const MAX_ENTRIES = 20;

/** A list, and what it becomes. */
interface Listed {
  readonly rules: readonly ResolvedRule[];
  readonly entries: readonly Entry[];
}

/** The lists that the user wrote. */
const listed = (network: NetworkProps, { environment }: Context): [path: string, list: Listed][] => {
  const { accessLists } = network;
  const lists = listsOf(network);
  if (!accessLists || !lists) return [];
  return TIERS.filter((tier) => accessLists[tier]).map((tier) => {
    const rules = resolve(lists[tier], tiersOf(network));
    const entries =
      tier === 'database'
        ? databaseEntries(databaseListOn(network), planSubnets(network).database)
        : entriesOfTier(tier, rules, {
            hasEntrance: environment.cluster !== undefined && environment.loadBalancer === undefined,
          });
    return [`accessLists.${tier}`, { rules, entries }];
  });
};

export const rules: Rules = [
  {
    code: 'zones-for-cluster',
    property: 'zones',
    check: ({ zones }, { environment }) =>
      zones < 2 &&
      environment.cluster !== undefined &&
      `must be 2 or 3 with a cluster: EKS requires subnets in two zones; got ${zones}`,
    standsOn: () => ['cluster'],
  },
  {
    code: 'zones-for-databases',
    property: 'zones',
    check: ({ zones }, { environment }) =>
      zones < 2 &&
      Object.keys(environment.databases).length > 0 &&
      `must be 2 or 3 with databases: an RDS subnet group requires subnets in two zones; got ${zones}`,
  },
  zonesRule('aws'),
  {
    code: 'zones-repeated',
    property: '',
    check: (_, { target: { zones = [] } }) =>
      new Set(zones).size < zones.length && `needs distinct zones in targets.aws.zones, got ${zones.join(', ')}`,
  },
  {
    code: 'zones-of-region',
    property: '',
    check: (_, { target: { region, zones = [] } }) => {
      const others = zones.filter((zone) => zone.slice(0, -1) !== region);
      return (
        others.length > 0 &&
        `needs names of zones of ${region} in targets.aws.zones, such as ${region}a, got ${others.join(', ')}`
      );
    },
  },
  ...accessListRules<Context>({
    tiersOf,
    stores: { databases: { ports: [5432], inTier: true }, caches: { ports: [6379], inTier: true } },
  }),
  forEach<NetworkProps, Listed, Context>(listed, [
    {
      code: 'access-list-max',
      property: '',
      check: ({ entries }) => {
        const counts = [false, true].map((egress) => entries.filter((entry) => entry.egress === egress).length);
        const most = Math.max(...counts);
        return (
          most > MAX_ENTRIES &&
          `needs at most ${MAX_ENTRIES} entries in each direction on AWS, where each range and each port of a rule is one, and so are answers; got ${most}. Join ranges or ports`
        );
      },
    },
    {
      code: 'access-list-answers',
      property: '',
      check: ({ rules, entries }) => {
        const answer = refusedAnswer(rules, entries);
        return (
          answer &&
          `refuses ${answer.protocol} ${answer.port} of ${answer.address}, where answers of connections arrive that it admits: AWS knows packets, not connections. Refuse the range in both directions, or ports below 1024`
        );
      },
    },
    {
      code: 'access-list-passed',
      property: '',
      check: ({ rules, entries }) => {
        const call = admittedCall(rules, entries);
        return (
          call &&
          `cannot refuse ${call.protocol} ${call.port} of ${call.address} alone: answers of connections that it admits have such ports, and AWS knows packets, not connections. Refuse the range first, in both directions, or ports below 1024`
        );
      },
    },
  ]),
];
