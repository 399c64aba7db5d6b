/** Texts in HCL: quoted and escaped, except inside templates. */

export const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
/** Words that are expressions as keys of a map, so that they need quotes. */
export const KEYWORDS = ['for', 'null', 'true', 'false'];
const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** The start of a template, or of its escaped form. */
const MARKER = /(\$+|%+)\{/y;

/** `${a.b}` alone is printed as `a.b`; literals such as `${true}` stay as they are. */
export function text(value: string): string {
  const inner = soleExpression(value);
  return inner !== undefined && /^[A-Za-z_][\w-]*[.[(]([^\n]*[^\s~])?$/.test(inner) ? inner : quote(value);
}

/** The expression in a text that is nothing but one `${…}`. */
export function soleExpression(value: string): string | undefined {
  return value.startsWith('${') && skipTemplate(value, 0) === value.length ? value.slice(2, -1) : undefined;
}

/**
 * Quotes a text; the insides of `${…}` and `%{…}` are HCL already and stay. A strip marker (`${~`) next to a line end removes
 * one line end in JSON and all of them in HCL; cdktf writes none.
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

/** The end of the template that starts at a position, or the position itself; `$${` and `%%{` are literal braces. */
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

/** The end of a quoted string whose content starts at a position; templates in it may hold quotes. */
function endOfString(value: string, at: number): number {
  let end = at;
  while (end < value.length && value[end] !== '"') {
    end = value[end] === '\\' ? end + 2 : Math.max(skipTemplate(value, end), end + 1);
  }
  return end;
}
