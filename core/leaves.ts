/** Leaves of nested values: everything that is no object and no list of objects, with its path. */
import { isPlain } from './patch';

export interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The values directly below, by key or index; none of a leaf. Empty objects and lists are leaves. */
export function childrenOf(value: unknown): [key: string, inner: unknown][] {
  if (isPlain(value)) return Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Array.isArray(value) && value.some(isPlain) ? Object.entries(value) : [];
}

export function leavesOf(value: unknown, path: readonly string[] = []): Leaf[] {
  const children = childrenOf(value);
  return children.length === 0
    ? [{ path, value }]
    : children.flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
