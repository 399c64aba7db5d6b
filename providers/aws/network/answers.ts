/** Where entries for answers and rules of a list meet, because AWS tells an answer from a call by its port alone. */
import {
  admits,
  type Call,
  callsOf,
  EVERYWHERE,
  isFor,
  type ResolvedRule,
} from '../../../constructs/network/access-lists/lists';
import { contains } from '../../../core/cidr';
import { type Entry, EPHEMERAL } from './acl-entries';

const PROTOCOLS = ['tcp', 'udp'] as const;
const OTHER_WAY = { in: 'out', out: 'in' } as const;

/** Whether the entries let a packet through: that of the lowest number decides. */
function lets(entries: readonly Entry[], { direction, protocol, port, address }: Call): boolean {
  const matching = entries.filter(
    (entry) =>
      entry.egress === (direction === 'out') &&
      (entry.protocol === 'all' || (entry.protocol === protocol && entry.ports[0] <= port && port <= entry.ports[1])) &&
      contains(entry.cidr, `${address}/32`),
  );
  return matching.sort((a, b) => a.number - b.number)[0]?.allow ?? false;
}

const flows = PROTOCOLS.flatMap((protocol) => (['in', 'out'] as const).map((direction) => ({ protocol, direction })));

/** A packet with an answer to a connection that the list admits, which its entries refuse. */
export function refusedAnswer(rules: readonly ResolvedRule[], entries: readonly Entry[]): Call | undefined {
  return flows
    .flatMap((flow) => callsOf(rules, { ...flow, ports: [0, 65_535], range: EVERYWHERE }))
    .filter((call) => admits(rules, call))
    .flatMap(({ protocol, direction, address }) =>
      callsOf(rules, { protocol, direction: OTHER_WAY[direction], ports: EPHEMERAL, range: `${address}/32` }),
    )
    .find((answer) => !lets(entries, answer));
}

/** A connection that a rule of the list refuses, and entries for answers let through. */
export function admittedCall(rules: readonly ResolvedRule[], entries: readonly Entry[]): Call | undefined {
  return flows
    .flatMap((flow) => callsOf(rules, { ...flow, ports: EPHEMERAL, range: EVERYWHERE }))
    .filter((call) => rules.find((rule) => isFor(rule, call))?.allow === false)
    .find((call) => lets(entries, call));
}
