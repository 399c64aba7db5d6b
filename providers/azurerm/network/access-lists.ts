/**
 * Access lists on Azure: rules of the tiers' security groups, after what Azure itself needs. A public load balancer is in no
 * subnet: what it sends to nodes, under its own address, is let in by the list of the public tier.
 */
import {
  areAll,
  EVERYWHERE,
  listsOf,
  type Ports,
  resolve,
  type ResolvedRule,
  type TierRanges,
} from '../../../constructs/network/access-lists/lists';
import type { Tier } from '../../../constructs/network/access-lists/schema';
import type { NetworkProps } from '../../../constructs/network/schema';
import {
  type DatabaseRanges,
  denyOthers,
  type Entrance,
  fromServers,
  GATEWAY_MANAGER,
  HEALTH,
  ofServers,
  publicServices,
  type TrafficRule,
} from './traffic';

/** The rules of a list by direction, each with what refuses the rest. */
export type Sides = Readonly<Record<ResolvedRule['direction'], readonly TrafficRule[]>>;

/** The lists of all tiers; undefined where `accessLists` is off. The database tier's only where the user wrote it. */
export function sidesOf(
  network: NetworkProps,
  tiers: TierRanges,
): { readonly public: Sides; readonly private: Sides; readonly database: Sides | undefined } | undefined {
  const { accessLists } = network;
  const lists = listsOf(network);
  if (!lists || !accessLists) return undefined;
  const sides = (tier: Tier): Sides => {
    const rules = resolve(lists[tier], tiers);
    return { in: sideOf(tier, 'in', rules), out: sideOf(tier, 'out', rules) };
  };
  return {
    public: sides('public'),
    private: sides('private'),
    database: accessLists.database && sides('database'),
  };
}

export const listedPublicRules = (list: Sides): TrafficRule[] => [GATEWAY_MANAGER, HEALTH, ...list.in, ...list.out];

/**
 * Nodes and their pods, and what a load balancer sends to them, which is for other addresses than theirs.
 * @param entrance of the internet to services of the cluster; undefined without one
 */
export function listedPrivateRules(
  lists: Readonly<Record<'public' | 'private', Sides>>,
  { private: nodes, pods }: TierRanges,
  entrance: Entrance | undefined,
): TrafficRule[] {
  const arriving = {
    internet: lists.public.in,
    frontDoor: [publicServices('frontDoor'), denyOthers('Inbound')],
    none: [denyOthers('Inbound')],
  };
  return [
    HEALTH,
    ...lists.private.in.map((rule) => ({ ...rule, to: [...nodes, ...pods] })),
    ...arriving[entrance ?? 'none'],
    ...lists.private.out,
  ];
}

export const listedDatabaseRules = (ranges: DatabaseRanges, list: Sides): TrafficRule[] => [
  fromServers(ranges),
  HEALTH,
  ...list.in,
  ...ofServers(ranges),
  ...list.out,
];

const PROTOCOLS = { tcp: 'Tcp', udp: 'Udp', icmp: 'Icmp', all: '*' } as const;
const DIRECTIONS = { in: 'Inbound', out: 'Outbound' } as const;

function sideOf(tier: Tier, direction: ResolvedRule['direction'], list: readonly ResolvedRule[]): TrafficRule[] {
  const rules = list.filter((rule) => rule.direction === direction);
  return [
    ...rules.map((rule, index) => ruleOf(rule, `${tier}-${direction}-${index + 1}`)),
    ...(rules.some(isForAll) ? [] : [{ ...denyOthers(DIRECTIONS[direction]), name: `${tier}-${direction}-others` }]),
  ];
}

const ruleOf = ({ direction, allow, protocol, ports, ranges }: ResolvedRule, name: string): TrafficRule => ({
  name,
  direction: DIRECTIONS[direction],
  access: allow ? 'Allow' : 'Deny',
  protocol: PROTOCOLS[protocol],
  ports: ports.map(spelled),
  ...(!ranges.includes(EVERYWHERE) && { [direction === 'in' ? 'from' : 'to']: ranges }),
});

const spelled = (ports: Ports): string => (areAll(ports) ? '*' : [...new Set(ports)].join('-'));

const isForAll = ({ protocol, ranges }: ResolvedRule): boolean => protocol === 'all' && ranges.includes(EVERYWHERE);
