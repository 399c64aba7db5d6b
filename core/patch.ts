/** Merge patches (RFC 7386): differences between clouds, values of charts and overrides are merged this way. */

/** A merge patch of a value: parts of it, and `null` for what goes. */
export type DeepPatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPatch<T[K]> | null }
    : T;

/** An object that is nothing but its properties: no list, no token of CDKTF's. */
export type PlainObject = Record<string, unknown>;

/** By the prototype's prototype: environment files may come from another realm, whose `Object` is another. */
export function isPlain(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Objects merge deeply; lists and everything else are replaced; `null` takes away. */
export function patch(base: unknown, change: unknown): unknown {
  if (!isPlain(change)) return change;
  const merged: PlainObject = isPlain(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = patch(merged[key], value);
  }
  return merged;
}
