/** Helpers for records and lists. */

/** A record with the same keys, whose values come from `make`. */
export const mapValues = <P, T>(
  record: Readonly<Record<string, P>>,
  make: (id: string, props: P) => T,
): Record<string, T> => Object.fromEntries(Object.entries(record).map(([id, props]) => [id, make(id, props)]));

/** A list without its `undefined` and `false` entries, so that conditional entries can stand in a literal. */
export const compact = <T>(items: readonly (T | undefined | false)[]): T[] =>
  items.filter((item): item is T => item !== undefined && item !== false);

/** The only entry of a list that has no more; undefined of every other list. */
export const soleOf = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);
