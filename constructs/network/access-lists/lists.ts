/**
 * Access lists: what is in force for each tier, and what a list lets through. The first rule that is for a connection decides; a
 * connection that no rule is for is refused. Answers belong to their connection.
 */
import { baseOf, contains, host, isPrivate, prefixLength } from '../../../core/cidr';
import type { NetworkProps } from '../schema';
import { type AccessList, type AccessRule, isTier, portsOf, type Tier } from './schema';

export const EVERYWHERE = '0.0.0.0/0';

/** First and last port. */
export type Ports = readonly [from: number, to: number];

const ALL_PORTS: Ports = [0, 65_535];

export const areAll = ([from, to]: Ports): boolean => from === ALL_PORTS[0] && to === ALL_PORTS[1];

/** Databases listen above the well-known ports. */
const DATABASE_PORTS = '1024-65535';

/** What is in force for tiers without a list of their own. */
const strict = ({ cidr }: NetworkProps): Readonly<Record<Tier, AccessList>> => ({
  public: [
    { direction: 'in', allow: true, protocol: 'tcp', ports: [80, 443], cidr: EVERYWHERE },
    // What it calls on the internet passes NAT gateways in this tier.
    { direction: 'in', allow: true, protocol: 'all', ports: [], cidr: 'private' },
    { direction: 'out', allow: true, protocol: 'all', ports: [], cidr: EVERYWHERE },
  ],
  private: [
    { direction: 'in', allow: true, protocol: 'all', ports: [], cidr },
    { direction: 'out', allow: true, protocol: 'all', ports: [], cidr: EVERYWHERE },
  ],
  database: [{ direction: 'in', allow: true, protocol: 'tcp', ports: [DATABASE_PORTS], cidr: 'private' }],
});

/** The lists of all tiers; undefined where `accessLists` is off. */
export function listsOf(network: NetworkProps): Readonly<Record<Tier, AccessList>> | undefined {
  const { accessLists } = network;
  if (!accessLists) return undefined;
  const defaults = strict(network);
  return {
    public: accessLists.public ?? defaults.public,
    private: accessLists.private ?? defaults.private,
    database: accessLists.database ?? defaults.database,
  };
}

/** The list of the database tier, which has one whether `accessLists` is on or off. */
export const databaseListOf = (network: NetworkProps): AccessList =>
  (network.accessLists && network.accessLists.database) || strict(network).database;

/** Ranges of the tiers on a cloud, and of pods that have addresses of their own. */
export interface TierRanges extends Readonly<Record<Tier, readonly string[]>> {
  readonly pods: readonly string[];
}

/** A rule whose words are ranges and numbers. */
export interface ResolvedRule extends Pick<AccessRule, 'direction' | 'allow' | 'protocol'> {
  readonly ports: readonly Ports[];
  readonly ranges: readonly string[];
}

export const resolve = (list: AccessList, tiers: TierRanges): ResolvedRule[] =>
  list.map(({ ports, cidr, ...rule }) => ({
    ...rule,
    ports: ports.length > 0 ? ports.map(spanOf) : [ALL_PORTS],
    ranges: rangesOf(cidr, tiers),
  }));

const spanOf = (ports: number | string): Ports =>
  typeof ports === 'number' ? [ports, ports] : (portsOf(ports) ?? ALL_PORTS);

function rangesOf(cidr: string, tiers: TierRanges): readonly string[] {
  const ranges = isTier(cidr) ? tiers[cidr] : [cidr];
  const isHeld = (range: string): boolean => ranges.some((outer) => contains(outer, range));
  return tiers.private.every(isHeld) ? [...ranges, ...tiers.pods.filter((range) => !isHeld(range))] : ranges;
}

/** What a list is asked about. */
export interface Flow extends Pick<ResolvedRule, 'direction'> {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly ports: Ports;
  readonly range: string;
}

/** One connection of a flow. */
export interface Call extends Pick<Flow, 'direction' | 'protocol'> {
  readonly port: number;
  readonly address: string;
}

export const isFor = ({ direction, protocol, ports, ranges }: ResolvedRule, call: Call): boolean =>
  direction === call.direction &&
  (protocol === 'all' || protocol === call.protocol) &&
  ports.some(([from, to]) => from <= call.port && call.port <= to) &&
  ranges.some((range) => holds(range, call.address));

const holds = (range: string, address: string): boolean => contains(range, `${address}/32`);

/** Whether a list lets a connection through. */
export const admits = (rules: readonly ResolvedRule[], call: Call): boolean =>
  rules.find((rule) => isFor(rule, call))?.allow ?? false;

/** Connections of a flow, one of each kind that some rule tells apart: it begins where a rule's ranges or ports begin or have ended. */
export function callsOf(rules: readonly ResolvedRule[], { direction, protocol, ports, range }: Flow): Call[] {
  const [from, to] = ports;
  const all = rules.flatMap((rule) => rule.ports.flatMap(([first, last]) => [first, last + 1]));
  const numbers = new Set([from, ...all.filter((port) => from <= port && port <= to)]);
  return addressesIn(range, rules).flatMap((address) =>
    [...numbers].map((port) => ({ direction, protocol, port, address })),
  );
}

function addressesIn(range: string, rules: readonly ResolvedRule[]): string[] {
  const edges = rules.flatMap(({ ranges }) => ranges.flatMap((one) => [baseOf(one), firstAfter(one)]));
  return [...new Set([baseOf(range), ...edges.filter((address) => holds(range, address))])];
}

/** The last range of all is followed by the first address. */
const firstAfter = (range: string): string => host(range, 2 ** (32 - prefixLength(range)));

/**
 * Connections with an address on the internet that nobody names: of those in public ranges, one that the rules tell least about.
 */
export function callsAnywhere(rules: readonly ResolvedRule[], flow: Omit<Flow, 'range'>): Call[] {
  const narrowest = (address: string): number =>
    Math.max(0, ...rules.flatMap(({ ranges }) => ranges.filter((range) => holds(range, address)).map(prefixLength)));
  const [address = ''] = addressesIn(EVERYWHERE, rules)
    .filter((one) => !isPrivate(`${one}/32`))
    .sort((a, b) => narrowest(a) - narrowest(b));
  return callsOf(rules, { ...flow, range: EVERYWHERE }).filter((call) => call.address === address);
}
