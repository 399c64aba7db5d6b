/** List prices of what constructs ask for, as far as the catalogues know them. */
import { type Catalogue, type Requirement, select } from './catalogue';

/** US dollars per hour of so many of the cheapest SKU; 0 for a SKU that the catalogue does not know. */
export const priceOf = (catalogue: Catalogue, requirement: Requirement, count: number): number =>
  count * (select(catalogue, requirement)?.usdPerHour ?? 0);

/** The sum over the entries of a record, or of a list. */
export const priceOfAll = <T>(entries: Readonly<Record<string, T>> | readonly T[], of: (entry: T) => number): number =>
  Object.values(entries).reduce<number>((total, entry) => total + of(entry), 0);
