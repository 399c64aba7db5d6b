/** Properties of the access lists of a network's tiers. */
import { z } from 'zod';

import { isCidr } from '../../../core/cidr';
import { portNumber } from '../../../core/words/words';

/** The tiers of a network. */
export const TIERS = ['public', 'private', 'database'] as const;

export type Tier = (typeof TIERS)[number];

export const isTier = (text: string): text is Tier => (TIERS as readonly string[]).includes(text);

const MAX_PORT = 65_535;
const PORT_RANGE = /^(\d{1,5})-(\d{1,5})$/;

/** The first and the last port of a range: `8000-8999`. */
export function portsOf(text: string): readonly [from: number, to: number] | undefined {
  const [, from, to] = (PORT_RANGE.exec(text) ?? []).map(Number);
  return from !== undefined && to !== undefined && from >= 1 && from < to && to <= MAX_PORT ? [from, to] : undefined;
}

const portRange = z
  .string()
  .refine((text) => portsOf(text) !== undefined, {
    error: 'must be two ports of 1–65535, the lower one first: "8000-8999"',
  })
  .meta({ pattern: String.raw`^\d{1,5}-\d{1,5}$` });

/** The other end of a connection. */
const otherEnd = z
  .string()
  .refine((text) => isTier(text) || isCidr(text), {
    error: `must be an IPv4 range in CIDR notation with host bits zero, or a tier: ${TIERS.join(', ')}`,
  })
  .meta({ pattern: String.raw`^(${TIERS.join('|')}|\d{1,3}(\.\d{1,3}){3}/\d{1,2})$` });

/** AWS takes as many in each direction. */
const MAX_RULES = 20;

const accessRule = z.strictObject({
  /** Which connections the rule is for: those that begin outside the tier, `in`, or those that begin in it, `out`. */
  direction: z.enum(['in', 'out']),
  /** Whether the connections are let through; `false` refuses them. */
  allow: z.boolean().default(true),
  /** Protocol of the connections. `all` includes those that have no name here. */
  protocol: z.enum(['tcp', 'udp', 'icmp', 'all']).default('tcp'),
  /** Ports that are called, and ranges of ports: `443`, `'8000-8999'`. TCP and UDP alone have ports. @default - all */
  ports: z.array(z.union([portNumber, portRange])).default([]),
  /**
   * The other end of the connections: a range, or the name of a tier, which stands for its ranges. A range that holds the whole
   * private tier holds its pods too.
   */
  cidr: otherEnd,
});

const accessList = z.array(accessRule).max(MAX_RULES);

export const accessListsSchema = z.strictObject({
  /**
   * Rules of the public tier and of the cluster's public load balancers.
   * @default - in: TCP 80 and 443 from everywhere, and everything from the private tier; out: everything
   * @example
   * public: [
   *   { direction: 'in', allow: false, protocol: 'all', cidr: '198.51.100.0/24' },
   *   { direction: 'out', allow: false, protocol: 'all', cidr: '198.51.100.0/24' },
   *   { direction: 'in', ports: [80, 443], cidr: '0.0.0.0/0' },
   *   { direction: 'in', protocol: 'all', cidr: 'private' },
   *   { direction: 'out', protocol: 'all', cidr: '0.0.0.0/0' },
   * ],
   */
  public: accessList.optional(),
  /** Rules of the private tier and its pods. @default - in: everything from the network and its pods; out: everything */
  private: accessList.optional(),
  /** Rules of the database tier. @default - in: TCP 1024–65535 from the private tier and its pods */
  database: accessList.optional(),
});

export type AccessRule = z.output<typeof accessRule>;

export type AccessList = readonly AccessRule[];
