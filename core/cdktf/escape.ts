/** Escapes text that Terraform must not read as an expression. */
import { Fn, Token } from 'cdktf';

import { invariant } from '../invariant';
import { isPlain, type PlainObject } from '../patch';

/**
 * Doubles the first sign of `${` and `%{` in every text, because Terraform reads them as the start of an expression otherwise;
 * CDKTF's own tokens stay. A value that holds neither, as most, is returned itself instead of a copy.
 */
export function escapeInterpolation(value: unknown): unknown {
  if (typeof value === 'string')
    return value.includes('{') ? value.replace(/\$\{(?!TfToken\[)|%\{/g, (mark) => mark[0] + mark) : value;
  if (Array.isArray(value)) {
    if (Token.isUnresolved(value)) return value;
    const items = value.map(escapeInterpolation);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isPlain(value)) return value;
  const changes: PlainObject = {};
  for (const key in value) {
    const inner = escapeInterpolation(value[key]);
    if (inner !== value[key]) changes[key] = inner;
  }
  return Object.keys(changes).length > 0 ? { ...value, ...changes } : value;
}

/** `Fn.jsonencode` for any text: CDKTF itself escapes `${` in it, but not `%{`, quotes, backslashes and line ends. */
export function jsonencode(value: unknown): string {
  const text = (inner: string): string => inner.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/%\{/g, '%%{');
  const quoted = (inner: unknown): unknown => {
    if (typeof inner === 'string') return text(inner);
    if (Array.isArray(inner)) return inner.map(quoted);
    if (isPlain(inner))
      return Object.fromEntries(
        Object.entries(inner).map(([key, item]) => {
          invariant(!Token.isUnresolved(key), `"${key}", a key of what is encoded, is text`);
          return [text(key), quoted(item)];
        }),
      );
    return inner;
  };
  return Fn.jsonencode(quoted(value));
}
