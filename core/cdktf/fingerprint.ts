/** Fingerprints: two values with the same one are the same data. */
import { createHash } from 'node:crypto';

/** SHA-256 of texts and bytes, each with its length, so that none runs into the next. */
export function digest(...parts: readonly (string | Buffer)[]): string {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(`${part.length}:`).update(part);
  return sum.digest('hex');
}

const known = new WeakMap<object, { readonly of: string | undefined }>();

/**
 * @returns undefined if the value is more than data: code, an object of a class, or a token, whose text does not say what it
 * stands for
 */
export function fingerprint(value: object): string | undefined {
  const found = known.get(value) ?? { of: isData(value) ? digest(JSON.stringify(value, keepUndefined)) : undefined };
  known.set(value, found);
  return found.of;
}

/** JSON leaves out what is undefined, which is not always the same as what is absent. */
const keepUndefined = (_: string, value: unknown): unknown => (value === undefined ? '\0undefined' : value);

const isToken = (text: string): boolean => text.includes('TfToken') || /e\+\d/.test(text);

function isData(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
      return !isToken(value);
    case 'number':
      return !isToken(String(value));
    case 'object':
      return value === null || isPlainData(value);
    case 'boolean':
    case 'undefined':
      return true;
    default:
      return false;
  }
}

function isPlainData(value: object): boolean {
  if (Array.isArray(value)) return value.every(isData);
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
  return isPlain && Object.entries(value).every(([key, inner]) => !isToken(key) && isData(inner));
}
