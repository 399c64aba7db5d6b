/** Rules of access lists: what a list cannot say, and what it must let through. */
import { isPrivate } from '../../../core/cidr';
import { forEach, type Rule, type RuleContext, type RulesFor, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { NetworkProps } from '../schema';
import {
  admits,
  type Call,
  callsAnywhere,
  callsOf,
  EVERYWHERE,
  isFor,
  listsOf,
  type Ports,
  resolve,
  type ResolvedRule,
  type TierRanges,
} from './lists';
import { type CloudNeeds, type Need, needsOf } from './needs';
import { isTier, type Tier, TIERS } from './schema';

export interface CloudLists<C extends RuleContext<Environment>> extends CloudNeeds {
  tiersOf(network: NetworkProps, context: C): TierRanges;
}

/** A rule that the user wrote, with those before it in its list. */
interface Written {
  readonly rule: ResolvedRule;
  readonly before: readonly ResolvedRule[];
  readonly list: string;
}

/** A need with a connection of it that a list refuses. */
interface Refused extends Need {
  readonly call: Call;
}

const PROTOCOLS = ['tcp', 'udp', 'icmp'] as const;
const HTTPS: Ports = [443, 443];

/** The whole of what a rule is for, as calls that others of its list tell apart. */
const callsFor = ({ direction, protocol, ports, ranges }: ResolvedRule, others: readonly ResolvedRule[]): Call[] =>
  PROTOCOLS.filter((one) => protocol === 'all' || protocol === one).flatMap((one) =>
    ranges.flatMap((range) =>
      ports.flatMap((span) => callsOf(others, { direction, protocol: one, ports: span, range })),
    ),
  );

/** The last of the rules before this one that together leave nothing of it. Protocols without a name are of `all` alone. */
function shadowOf({ rule, before }: Written): number | undefined {
  const isOther = ({ protocol }: ResolvedRule): boolean => rule.protocol !== 'all' || protocol === 'all';
  const deciding = callsFor(rule, before).map((call) => before.findIndex((one) => isOther(one) && isFor(one, call)));
  return deciding.includes(-1) ? undefined : Math.max(...deciding);
}

/** The first call of a need that a list refuses. */
function refusedOf(need: Need, list: readonly ResolvedRule[], tiers: TierRanges): Call | undefined {
  const { direction, protocol, ports, peer } = need;
  const flow = { direction, protocol, ports };
  const calls =
    peer === EVERYWHERE
      ? callsAnywhere(list, flow)
      : rangesOf(peer, tiers).flatMap((range) => callsOf(list, { ...flow, range }));
  return calls.find((call) => !admits(list, call));
}

const rangesOf = (peer: string, tiers: TierRanges): readonly string[] =>
  isTier(peer) ? [...tiers[peer], ...(peer === 'private' ? tiers.pods : [])] : [peer];

const WAYS = { in: ['let in', 'from'], out: ['let out', 'to'] } as const;

/** The same on every cloud. */
export const portsRule: RulesFor<NetworkProps> = forEach(
  ({ accessLists }) =>
    TIERS.flatMap((tier) =>
      ((accessLists && accessLists[tier]) || []).map((rule, index) => [`accessLists.${tier}.${index}`, rule] as const),
    ),
  [
    {
      code: 'access-rule-ports',
      property: 'ports',
      check: ({ protocol, ports }) =>
        ports.length > 0 &&
        (protocol === 'icmp' || protocol === 'all') &&
        `must be left out with protocol ${protocol}: TCP and UDP alone have ports`,
    },
  ],
);

/** Rules that depend on a cloud's ranges and ports. */
export function accessListRules<C extends RuleContext<Environment>>(cloud: CloudLists<C>): RuleTable<NetworkProps, C> {
  const resolved = (network: NetworkProps, context: C, tier: Tier): ResolvedRule[] => {
    const list = listsOf(network)?.[tier] ?? [];
    return resolve(list, cloud.tiersOf(network, context));
  };

  const written = (network: NetworkProps, context: C): [path: string, written: Written][] =>
    TIERS.filter((tier) => network.accessLists && network.accessLists[tier]).flatMap((tier) => {
      const list = `accessLists.${tier}`;
      return resolved(network, context, tier).map((rule, index, all): [string, Written] => [
        `${list}.${index}`,
        { rule, before: all.slice(0, index), list },
      ]);
    });

  const refused = (network: NetworkProps, context: C): [path: string, refused: Refused][] => {
    if (!network.accessLists) return [];
    const tiers = cloud.tiersOf(network, context);
    return needsOf(network, context.environment, cloud).flatMap((need): [string, Refused][] => {
      const call = refusedOf(need, resolved(network, context, need.tier), tiers);
      return call ? [[`accessLists.${need.tier}`, { ...need, call }]] : [];
    });
  };

  return [
    forEach<NetworkProps, Written, C>(written, [
      {
        code: 'access-rule-unreachable',
        property: '',
        check: (one) => {
          const shadow = shadowOf(one);
          return (
            shadow !== undefined &&
            `is never asked: ${one.list}.${shadow} and the rules before it decide everything that it is for. Remove it, or put it first`
          );
        },
      },
    ]),
    forEach<NetworkProps, Refused, C>(refused, [
      {
        code: 'access-list-closed',
        says: 'must let in … … from …, or let out … … to …: …',
        property: '',
        check: ({ direction, protocol, peer, why, call: { port, address } }) => {
          const [way, at] = WAYS[direction];
          const where = isTier(peer) ? `${peer} (${address})` : peer;
          return `must ${way} ${protocol} ${port} ${at} ${where}: ${why}`;
        },
      },
    ]),
    {
      code: 'access-list-entrance',
      property: 'accessLists.public',
      check: (network, context) => {
        const { gateway } = context.environment.addons;
        if (!network.accessLists || !gateway || gateway.internal) return undefined;
        const list = resolved(network, context, 'public');
        const entering = callsOf(list, { direction: 'in', protocol: 'tcp', ports: HTTPS, range: EVERYWHERE });
        return (
          !entering.some((call) => !isPrivate(`${call.address}/32`) && admits(list, call)) &&
          'must let in tcp 443 from somewhere: clients call the gateway there. Set addons.gateway.internal for a gateway without clients on the internet'
        );
      },
      standsOn: () => ['addons.gateway'],
    },
  ];
}

/**
 * For clouds whose load balancer for HTTP is outside of the network, which then sees its clients' addresses no more than a list does.
 */
export const unseenClients = <C extends RuleContext<Environment>>(
  cloud: Pick<CloudLists<C>, 'tiersOf'>,
): Rule<NetworkProps, C> => ({
  code: 'access-list-unseen',
  property: 'accessLists.public',
  check: (network, context) => {
    const { accessLists } = network;
    if (!context.environment.loadBalancer || !accessLists || !accessLists.public) return undefined;
    const list = resolve(accessLists.public, cloud.tiersOf(network, context));
    const entering = callsOf(list, { direction: 'in', protocol: 'tcp', ports: HTTPS, range: EVERYWHERE });
    const refused = entering.find(
      ({ address, ...call }) => !isPrivate(`${address}/32`) && !admits(list, { address, ...call }),
    );
    return (
      refused &&
      `must let in tcp 443 from everywhere with loadBalancer, got a list that refuses ${refused.address}: the cloud's front ends are outside of the network, and no list of it sees their clients. Use blockedCidrs of a webFirewall`
    );
  },
  standsOn: () => ['loadBalancer'],
});
