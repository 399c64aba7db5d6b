/** Global addresses at which hosts are reached, one of each family. */
/** Families of addresses, with the records that name them. */
export const FAMILIES = [
  { type: 'A', family: 'ipv4', ipVersion: 'IPV4' },
  { type: 'AAAA', family: 'ipv6', ipVersion: 'IPV6' },
] as const;

export type Family = (typeof FAMILIES)[number];

/** An address, made here or found. */
export interface Address {
  readonly id: string;
  readonly address: string;
}

/** By the type of records that name them. */
export type Addresses = Readonly<Record<Family['type'], Address>>;

/** Both addresses, as `one` makes or finds each. */
export function eachFamily(one: (family: Family) => Address): Addresses {
  const [ipv4, ipv6] = FAMILIES;
  return { A: one(ipv4), AAAA: one(ipv6) };
}
