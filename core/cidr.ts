/** Address arithmetic for rules and subnet plans, over `netmask`. */
import { Netmask } from 'netmask';

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

export const prefixLength = (cidr: string): number => Number(cidr.split('/')[1]);

export function contains(outer: string, inner: string): boolean {
  return prefixLength(outer) <= prefixLength(inner) && new Netmask(outer).contains(inner.split('/')[0]!);
}

export const overlaps = (a: string, b: string): boolean => contains(a, b) || contains(b, a);

/** The `index`th subnet of `newPrefix` bits inside `cidr`. */
export function subnet(cidr: string, newPrefix: number, index: number): string {
  const [base] = cidr.split('/');
  return new Netmask(`${base}/${newPrefix}`).next(index).toString();
}

/** The address at `offset` from the start of the range. */
export function host(cidr: string, offset: number): string {
  const parts = cidr.split('/')[0]!.split('.').map(Number);
  const value = parts.reduce((sum, part) => sum * 256 + part, 0) + offset;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** RFC 1918 and RFC 6598: what private networks may use. */
export const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] as const;

export const isPrivate = (cidr: string): boolean => PRIVATE_RANGES.some((range) => contains(range, cidr));
