/** Texts in HCL: quoted and escaped, save the insides of templates. */

export const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
/** As keys of a map these would be expressions. */
export const KEYWORDS = ['for', 'null', 'true', 'false'];
const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const MARKER = /(\$+|%+)\{/y;

/** `${a.b}` alone is printed as `a.b`; literals such as `${true}` stay as they are. */
export function text(value: string): string {
  const inner = soleExpression(value);
  return inner !== undefined && /^[A-Za-z_][\w-]*[.[(]([^\n]*[^\s~])?$/.test(inner) ? inner : quote(value);
}

export function soleExpression(value: string): string | undefined {
  return value.startsWith('${') && skipTemplate(value, 0) === value.length ? value.slice(2, -1) : undefined;
}

/**
 * Escapes all but the insides of `${…}` and `%{…}`, whose quotes are HCL's own. A strip marker (`${~`) beside a line end
 * takes one line end in JSON and all of them in HCL; cdktf makes none.
 */
export function quote(value: string): string {
  let out = '';
  for (let at = 0, next; at < value.length; at = next) {
    next = skipTemplate(value, at);
    if (next > at) out += value.slice(at, next);
    else out += escape(value.charAt(next++));
  }
  return `"${out}"`;
}

function escape(char: string): string {
  const code = char < ' ' ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : char;
  return ESCAPES[char] ?? code;
}

/** Past the template that starts here, if one does; `$${` and `%%{` are literal braces. */
function skipTemplate(value: string, at: number): number {
  MARKER.lastIndex = at;
  const length = MARKER.exec(value)?.[0].length ?? 0;
  if (length !== 2) return at + length;
  let end = at + 2;
  for (let depth = 1; depth > 0 && end < value.length; end++) {
    if (value[end] === '"') end = endOfString(value, end + 1);
    else if (value[end] === '{') depth++;
    else if (value[end] === '}') depth--;
  }
  return end;
}

function endOfString(value: string, at: number): number {
  let end = at;
  while (end < value.length && value[end] !== '"') {
    end = value[end] === '\\' ? end + 2 : Math.max(skipTemplate(value, end), end + 1);
  }
  return end;
}
