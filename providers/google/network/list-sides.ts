/**
 * What becomes of access lists on Google, where a network has one set of firewall rules, read by priority. GKE opens ports of public
 * services at 1000, and rules of lists come before. Of what arrives, the private tier's are first, so that the public tier's are about
 * every other address: of its subnetworks, and of load balancers, by which nodes get what clients send:
 * cloud.google.com/kubernetes-engine/docs/concepts/firewall-rules
 */
import {
  EVERYWHERE,
  listsOf,
  type Ports,
  resolve,
  type ResolvedRule,
  type TierRanges,
} from '../../../constructs/network/access-lists/lists';
import type { Tier } from '../../../constructs/network/access-lists/schema';
import type { NetworkProps } from '../../../constructs/network/schema';
import { contains } from '../../../core/cidr';

/** Ranges that calls come from and go to. @default - any */
interface Ends {
  readonly from?: readonly string[];
  readonly to?: readonly string[];
}

export interface FirewallRule extends Ends, Pick<ResolvedRule, 'allow' | 'protocol' | 'ports'> {}

/** The rules of a tier for one direction. */
export interface Side {
  readonly tier: Tier;
  readonly direction: ResolvedRule['direction'];
  /** Where they are asked: where calls arrive, or where they begin. */
  readonly at: 'INGRESS' | 'EGRESS';
  /** Of the first rule, and of what closes the side. */
  readonly priorities: readonly [first: number, last: number];
  readonly rules: readonly FirewallRule[];
  /** What is refused in the end; undefined where a rule is for everything. */
  readonly rest: Ends | undefined;
}

type Machines = 'private' | 'public';

const ARRIVING = { private: [200, 299], public: [300, 399] } as const;
/** Before the rules of the database tier that every network has, at 1000 and 2000. */
const TO_DATABASES = [100, 999] as const;
/** After them. */
const LEAVING = { private: [3000, 3099], public: [3100, 3199] } as const;

/** @param hasBalancer whether requests come by a load balancer outside of the network, and clients reach no node */
export function sidesOf(network: NetworkProps, tiers: TierRanges, hasBalancer: boolean): Side[] {
  const { accessLists } = network;
  const lists = listsOf(network);
  if (!accessLists || !lists) return [];
  const rulesOf = (tier: Tier, way: ResolvedRule['direction']): ResolvedRule[] =>
    resolve(lists[tier], tiers).filter(({ direction }) => direction === way);
  const machines = { private: [...tiers.private, ...tiers.pods], public: tiers.public };

  const arriving = (tier: Machines, ends: Ends, rest = ends): Side => {
    const rules = rulesOf(tier, 'in');
    const isClosed = rest === ends && rules.some(isForAll);
    return {
      ...{ tier, direction: 'in', at: 'INGRESS', priorities: ARRIVING[tier] },
      rules: rules.map((rule) => ({ ...calledBy(rule), from: rule.ranges, ...ends })),
      rest: isClosed ? undefined : { from: [EVERYWHERE], ...rest },
    };
  };
  const leaving = (tier: Machines): Side => {
    const rules = rulesOf(tier, 'out');
    const from = machines[tier];
    return {
      ...{ tier, direction: 'out', at: 'EGRESS', priorities: LEAVING[tier] },
      rules: rules.map((rule) => ({ ...calledBy(rule), from, to: rule.ranges })),
      rest: rules.some(isForAll) ? undefined : { from, to: [EVERYWHERE] },
    };
  };
  // Google's services have no machines in the network: calls to them are asked where they begin, once, for both lists.
  const toDatabases = (): Side => ({
    ...{ tier: 'database', direction: 'in', at: 'EGRESS', priorities: TO_DATABASES },
    rules: (['private', 'public'] as const).flatMap((tier) =>
      admittedByBoth(
        { rules: rulesOf(tier, 'out'), ranges: machines[tier] },
        { rules: rulesOf('database', 'in'), ranges: tiers.database },
      ),
    ),
    rest: { to: tiers.database },
  });
  const hasOwn = accessLists.private !== undefined || accessLists.database !== undefined;

  return [
    arriving('private', { to: machines.private }),
    hasBalancer ? arriving('public', { to: machines.public }, {}) : arriving('public', {}),
    ...(hasOwn ? [toDatabases()] : []),
    leaving('private'),
    leaving('public'),
  ];
}

const calledBy = ({ allow, protocol, ports }: ResolvedRule): FirewallRule => ({ allow, protocol, ports });

const isForAll = ({ protocol, ranges }: ResolvedRule): boolean => protocol === 'all' && ranges.includes(EVERYWHERE);

/** Rules of one tier, with its ranges. */
interface End {
  readonly rules: readonly ResolvedRule[];
  readonly ranges: readonly string[];
}

/** Rules that admit what both tiers' rules admit, in their order: each of the callers' as far as each of the others'. */
function admittedByBoth(callers: End, called: End): FirewallRule[] {
  const calls = callers.rules
    .map((rule) => ({ rule, to: common(rule.ranges, called.ranges) }))
    .filter(({ to }) => to.length > 0);
  return calls.flatMap(({ rule, to }, index) => {
    const whole = { ...calledBy(rule), allow: false, from: callers.ranges, to };
    if (!rule.allow) return [whole];
    const parts = called.rules.flatMap((other) => {
      const from = common(other.ranges, callers.ranges);
      const what = whatBoth(rule, other);
      return from.length > 0 && what ? [{ ...what, allow: other.allow, from, to }] : [];
    });
    return index < calls.length - 1 ? [...parts, whole] : parts;
  });
}

function whatBoth(one: ResolvedRule, other: ResolvedRule): Pick<FirewallRule, 'protocol' | 'ports'> | undefined {
  const [wide, narrow] = one.protocol === 'all' ? [one, other] : [other, one];
  const ports = one.ports.flatMap(([from, to]) =>
    other.ports
      .map(([first, last]): Ports => [Math.max(from, first), Math.min(to, last)])
      .filter(([first, last]) => first <= last),
  );
  const isSame = wide.protocol === 'all' || wide.protocol === narrow.protocol;
  return isSame && ports.length > 0 ? { protocol: narrow.protocol, ports } : undefined;
}

/** What ranges have in common with others. */
const common = (some: readonly string[], others: readonly string[]): string[] =>
  some.flatMap((one) =>
    others.flatMap((other) => {
      if (contains(one, other)) return [other];
      return contains(other, one) ? [one] : [];
    }),
  );
