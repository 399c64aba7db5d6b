/** Helpers for records and lists. */

/** A record with the same keys, whose values come from `make`. */
export const mapValues = <K extends string, P, T>(
  record: Readonly<Record<K, P>>,
  make: (id: K, props: P) => T,
): Record<K, T> =>
  Object.fromEntries(Object.entries<P>(record).map(([id, props]) => [id, make(id as K, props)])) as Record<K, T>;

/** A list without its `undefined` and `false` entries, so that conditional entries can stand in a literal. */
export const compact = <T>(items: readonly (T | undefined | false)[]): T[] =>
  items.filter((item): item is T => item !== undefined && item !== false);

/** The steps of a chain: from each item to the next. */
export const stepsOf = <T>(chain: readonly T[]): { readonly from: T; readonly to: T }[] =>
  chain.slice(1).map((to, index) => ({ from: chain[index] as T, to }));

/** The only entry of a list that has no more; undefined of every other list. */
export const soleOf = <T>(items: readonly T[]): T | undefined => (items.length === 1 ? items[0] : undefined);

/** Texts that stand in a list more than once, each once. */
export const repeated = (all: readonly string[]): string[] => [
  ...new Set(all.filter((one, index) => all.indexOf(one) !== index)),
];

/** A list in parts of at most so many. */
export const chunksOf = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));
