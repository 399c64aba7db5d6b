/** Lines of properties in YAML: where a value is written, through aliases and merged maps. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';

import type { Origin } from './source';

/** How far a path leads. */
interface Reached {
  readonly offset: number;
  /** Number of keys that are not written in the file. */
  readonly left: number;
}

export function lineFinder(
  document: Document,
  root: Node,
  lineAt: (offset: number) => number,
): NonNullable<Origin['lineOf']> {
  const reach = (keys: readonly string[]) => follow(document, root, keys, root.range?.[0] ?? 0);
  return (path, cloud) => {
    const keys = path === '' ? [] : path.split('.');
    const common = reach(keys);
    const different = cloud && reach(['differences', cloud, ...keys]);
    const isDifferent = different && (different.left === 0 || different.left < common.left);
    return lineAt((isDifferent ? different : common).offset);
  };
}

/** @param at offset of the key that led to the node */
function follow(document: Document, node: unknown, keys: readonly string[], at: number): Reached {
  const value = isAlias(node) ? node.resolve(document) : node;
  if (keys.length === 0) return { offset: (isAlias(node) && offsetOf(value)) || at, left: 0 };
  if (isMap(value)) {
    // Names may hold dots: the longest that there is.
    for (let length = keys.length; length > 0; length--) {
      const pair = pairOf(document, value, keys.slice(0, length).join('.'));
      if (pair) return follow(document, pair.value, keys.slice(length), offsetOf(pair.key) ?? at);
    }
  }
  const [index, ...rest] = keys;
  const item: unknown = isSeq(value) ? value.items[Number(index)] : undefined;
  return item ? follow(document, item, rest, offsetOf(item) ?? at) : { offset: at, left: keys.length };
}

const offsetOf = (node: unknown): number | undefined => (node as Node | undefined)?.range?.[0];

/** The entry of a map, its own or else that of the first merged map that has one. */
function pairOf(document: Document, map: YAMLMap, key: string): Pair | undefined {
  const named = (name: string) => map.items.filter((pair) => isScalar(pair.key) && pair.key.value === name);
  const [own] = named(key);
  if (own) return own;
  const merged = named('<<').flatMap(({ value }) => (isSeq(value) ? value.items : [value]));
  for (const source of merged) {
    const resolved = isAlias(source) ? source.resolve(document) : source;
    const found = isMap(resolved) && pairOf(document, resolved, key);
    if (found) return found;
  }
  return undefined;
}
