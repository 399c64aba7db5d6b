/** List prices of what constructs ask for, as far as the catalogues know them. */
import { type Catalogue, dollars, type Requirement, select } from './catalogue';
import { nodeRequirement, skuOf } from './choices';

/** Hours of a month, as clouds count them. */
export const HOURS_PER_MONTH = 730;

/** US dollars per hour of so many of the cheapest SKU; 0 for a SKU that the catalogue does not know. */
export const priceOf = (catalogue: Catalogue, requirement: Requirement, count: number): number =>
  count * (select(catalogue, requirement)?.usdPerHour ?? 0);

/** The sum over the entries of a record, or of a list. */
export const priceOfAll = <T>(entries: Readonly<Record<string, T>> | readonly T[], of: (entry: T) => number): number =>
  Object.values(entries).reduce<number>((total, entry) => total + of(entry), 0);

/** What parts of machines cost, in US dollars. */
export interface MachinePrices {
  /** For an hour. */
  readonly vcpu: number;
  /** For an hour. */
  readonly memoryGiB: number;
}

const VCPU = 2;
const [LEAN, RICH] = [8, 16];

/** Prices by which two machines, of which one has more memory, cost what the list says. */
export function machinePrices(catalogue: Catalogue): MachinePrices {
  const [lean = 0, rich = 0] = [LEAN, RICH].map(
    (memoryGiB) =>
      skuOf(catalogue, { ...nodeRequirement({ vcpu: VCPU, memoryGiB }, undefined), burstable: false }).usdPerHour,
  );
  const memoryGiB = dollars((rich - lean) / (RICH - LEAN));
  return { vcpu: dollars((lean - LEAN * memoryGiB) / VCPU), memoryGiB };
}
