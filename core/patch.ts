/** Merge patches (RFC 7386), by which differences between clouds, values of charts and overrides are merged. */

/** A merge patch of a value: parts of it, with `null` for what is removed. */
export type DeepPatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPatch<T[K]> | null }
    : T;

/** An object that is nothing but its properties: neither a list nor a token of CDKTF. */
export type PlainObject = Record<string, unknown>;

/**
 * Looks at the prototype's prototype instead of comparing with `Object.prototype`, because environment files may come from
 * another realm, whose `Object` is another.
 */
export function isPlain(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Merges objects deeply; lists and everything else are replaced; `null` removes. */
export function patch(base: unknown, change: unknown): unknown {
  if (!isPlain(change)) return change;
  const merged: PlainObject = isPlain(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = patch(merged[key], value);
  }
  return merged;
}
