/**
 * Entries of network ACLs on AWS, which know packets and not connections: beside each rule of a list stands one for the answers,
 * in the other direction. Both have the same number, because directions are numbered apart.
 */
import { type Ports, type ResolvedRule } from '../../../constructs/network/access-lists/lists';
import { MAX_ZONES } from '../../../constructs/network/schema';
import { contains } from '../../../core/cidr';

export interface Entry {
  readonly egress: boolean;
  readonly number: number;
  readonly allow: boolean;
  readonly protocol: Protocol;
  readonly ports: Ports;
  /** Type of ICMP messages; -1 is all. */
  readonly icmpType: number;
  readonly cidr: string;
}

type Protocol = ResolvedRule['protocol'];
type What = Pick<Entry, 'protocol' | 'ports' | 'icmpType'>;

/** Ports at which callers await answers; NAT gateways and load balancers take them from all of these. */
export const EPHEMERAL: Ports = [1024, 65_535];
/** AWS keeps no ports of other protocols, and Terraform would find zeros each time. */
const NO_PORTS: Ports = [0, 0];
const ALL_TYPES = -1;
const ECHO_REPLY = 0;
/** Destination unreachable: a router also tells in it of packets that are too large. */
const UNREACHABLE = 3;

const TCP_ANSWERS: What = { protocol: 'tcp', ports: EPHEMERAL, icmpType: 0 };
const UDP_ANSWERS: What = { protocol: 'udp', ports: EPHEMERAL, icmpType: 0 };
const ICMP_ANSWERS: What = { protocol: 'icmp', ports: NO_PORTS, icmpType: ECHO_REPLY };

const ANSWERS: Readonly<Record<Protocol, readonly What[]>> = {
  tcp: [TCP_ANSWERS],
  udp: [UDP_ANSWERS],
  icmp: [ICMP_ANSWERS],
  all: [TCP_ANSWERS, UDP_ANSWERS, ICMP_ANSWERS],
};

export const FIRST_NUMBER = 100;
/** After every rule of a list: 32,766 is the last that AWS takes. */
const LAST_NUMBER = 32_000;

export const protocolOf = (protocol: Protocol): string => (protocol === 'all' ? '-1' : protocol);

/** What a rule is about. */
const callsOf = ({ protocol, ports }: ResolvedRule): What[] =>
  protocol === 'tcp' || protocol === 'udp'
    ? ports.map((span) => ({ protocol, ports: span, icmpType: 0 }))
    : [{ protocol, ports: NO_PORTS, icmpType: protocol === 'icmp' ? ALL_TYPES : 0 }];

/** Messages of routers, which say that a packet does not arrive, and belong to no rule. */
export const routers = (): Entry[] =>
  [false, true].map((egress) => ({
    egress,
    number: LAST_NUMBER,
    allow: true,
    protocol: 'icmp',
    ports: NO_PORTS,
    icmpType: UNREACHABLE,
    cidr: '0.0.0.0/0',
  }));

/** Numbers that the ranges of a rule take: those of a tier for as many zones as there can be, so that another zone moves no other rule. */
const placesOf = ({ ranges }: ResolvedRule): number =>
  ranges.length === 1 ? 1 : Math.ceil(ranges.length / MAX_ZONES) * MAX_ZONES;

/** What becomes of a rule, and the number of the next. */
interface Part {
  readonly calls: readonly Entry[];
  readonly answers: readonly Entry[];
  readonly next: number;
}

function partOf(rule: ResolvedRule, first: number): Part {
  const { direction, allow, protocol, ranges } = rule;
  const places = placesOf(rule);
  const numbered = (all: readonly What[], egress: boolean): Entry[] =>
    all.flatMap((what, kind) =>
      ranges.map((cidr, place) => ({ ...what, egress, number: first + kind * places + place, allow, cidr })),
    );
  const calls = callsOf(rule);
  const answers = allow ? ANSWERS[protocol] : [];
  return {
    calls: numbered(calls, direction === 'out'),
    answers: numbered(answers, direction === 'in'),
    next: first + places * Math.max(calls.length, answers.length),
  };
}

/** Entries of rules in their order, with answers that no other entry admits anyway. */
export function entriesOf(rules: readonly ResolvedRule[], first = FIRST_NUMBER): Entry[] {
  const parts = rules.reduce<Part[]>((done, rule) => [...done, partOf(rule, done.at(-1)?.next ?? first)], []);
  const calls = parts.flatMap((part) => part.calls);
  return parts
    .flatMap(({ answers }) => answers)
    .reduce((entries, answer) => (entries.some(admitting(answer)) ? entries : [...entries, answer]), calls);
}

/** Whether an entry admits all that another one does. */
const admitting =
  (other: Entry) =>
  ({ egress, allow, protocol, ports, icmpType, cidr }: Entry): boolean =>
    egress === other.egress &&
    allow &&
    contains(cidr, other.cidr) &&
    (protocol === 'all' ||
      (protocol === other.protocol &&
        ports[0] <= other.ports[0] &&
        other.ports[1] <= ports[1] &&
        [ALL_TYPES, other.icmpType].includes(icmpType)));
