/** Address arithmetic for rules and subnet plans, over `netmask`. */
import { ip2long, long2ip, Netmask } from 'netmask';

const SHAPE = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;

/** True for an IPv4 range in CIDR notation whose host bits are zero: every cloud refuses others. */
export function isCidr(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  try {
    const block = new Netmask(text);
    return `${block.base}/${block.bitmask}` === text;
  } catch {
    return false;
  }
}

/** The first address of a range. */
export const baseOf = (cidr: string): string => cidr.replace(/\/.*/, '');

export const prefixLength = (cidr: string): number => Number(cidr.split('/')[1]);

/** Whether all of `inner` lies inside `outer`. */
export const contains = (outer: string, inner: string): boolean =>
  prefixLength(outer) <= prefixLength(inner) && new Netmask(outer).contains(baseOf(inner));

/** Two ranges share addresses exactly when one contains the other. */
export const overlaps = (a: string, b: string): boolean => contains(a, b) || contains(b, a);

/** The `index`th subnet of `newPrefix` bits inside `cidr`. */
export const subnet = (cidr: string, newPrefix: number, index: number): string =>
  new Netmask(`${baseOf(cidr)}/${newPrefix}`).next(index).toString();

/** The address at `offset` from the start of the range. */
export const host = (cidr: string, offset: number): string => long2ip(ip2long(baseOf(cidr)) + offset);

/** Ranges for private networks: RFC 1918, and RFC 6598 (100.64.0.0/10). */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] as const;

export const isPrivate = (cidr: string): boolean => PRIVATE_RANGES.some((range) => contains(range, cidr));
