/** Order: sorts a list so that everything follows what it comes after; otherwise the order of the list stays. */

/** @param afterOf ids that an item follows; those of no item in the list are ignored, and so is the last step of a circle */
export function inOrder<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  afterOf: (item: T) => readonly string[],
): T[] {
  const byId = new Map(items.map((item) => [idOf(item), item]));
  const visited = new Set<T>();
  const sorted: T[] = [];
  const visit = (item: T): void => {
    if (visited.has(item)) return;
    visited.add(item);
    for (const id of afterOf(item)) {
      const other = byId.get(id);
      if (other !== undefined) visit(other);
    }
    sorted.push(item);
  };
  items.forEach(visit);
  return sorted;
}
