/** Merge patches (RFC 7386). */

/** A merge patch of a value: parts of it, and `null` for what goes. */
export type DeepPatch<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPatch<T[K]> | null }
    : T;

/** JSON merge patch (RFC 7386). */
export function patch(base: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change;
  const merged: Record<string, unknown> = { ...(typeof base === 'object' && !Array.isArray(base) ? base : {}) };
  for (const [key, value] of Object.entries(change)) {
    if (value === null) delete merged[key];
    else merged[key] = patch(merged[key], value);
  }
  return merged;
}
