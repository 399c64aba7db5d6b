/** Text that Terraform must not read as an expression. */
import { Fn, Token } from 'cdktf';
import { isPlain, type PlainObject } from '../patch';

/**
 * Terraform reads `${` and `%{` in any text as the start of an expression, unless doubled; CDKTF's own marks stay. What holds
 * neither, which is most, comes back as it is.
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
  let copy: PlainObject | undefined;
  for (const key in value) {
    const inner = escapeInterpolation(value[key]);
    if (inner !== value[key]) (copy ??= { ...value })[key] = inner;
  }
  return copy ?? value;
}

/** `Fn.jsonencode`, made safe for any text: CDKTF doubles `${` in it, and forgets `%{`, quotes and backslashes. */
export function jsonencode(value: unknown): string {
  const text = (inner: string): string => inner.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n').replace(/%\{/g, '%%{');
  const quoted = (inner: unknown): unknown => {
    if (typeof inner === 'string') return text(inner);
    if (Array.isArray(inner)) return inner.map(quoted);
    if (isPlain(inner))
      return Object.fromEntries(Object.entries(inner).map(([key, item]) => [text(key), quoted(item)]));
    return inner;
  };
  return Fn.jsonencode(quoted(value));
}
