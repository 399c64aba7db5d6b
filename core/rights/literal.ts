/**
 * Reads back what `jsonencode` was given. What is no literal in it stays an expression, `${…}`, as it would be in a string.
 */

/** @returns undefined for what is no call of `jsonencode` */
export function decoded(text: unknown): unknown {
  const call = typeof text === 'string' && /^\$\{jsonencode\(([^]*)\)\}$/.exec(text);
  return call ? new Reader(call[1] ?? '').value() : undefined;
}

const OPENING = '([{';
const CLOSING = ')]}';
const WORDS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  value(): unknown {
    this.skip();
    if (this.take('{')) return Object.fromEntries(this.items('}', () => this.entry()));
    if (this.take('[')) return this.items(']', () => this.value());
    return this.scalar();
  }

  private entry(): [key: string, value: unknown] {
    const key = String(this.scalar());
    this.skip();
    if (!this.take('=')) this.take(':');
    return [key, this.value()];
  }

  private items<T>(end: string, read: () => T): T[] {
    const items: T[] = [];
    for (this.skip(); !this.take(end); this.skip()) {
      items.push(read());
      this.skip();
      this.take(',');
    }
    return items;
  }

  /** A string, number or word, or an expression up to the end of the item. */
  private scalar(): unknown {
    this.skip();
    const start = this.position;
    const end = this.end();
    this.position = end;
    const text = this.text.slice(start, end).trim();
    if (isString(text)) return unescaped(text.slice(1, -1));
    if (text in WORDS) return WORDS[text];
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : `\${${text}}`;
  }

  private end(): number {
    let depth = 0;
    for (let index = this.position; index < this.text.length; index++) {
      const sign = this.text.charAt(index);
      if (sign === '"') index = endOfString(this.text, index);
      else if (OPENING.includes(sign)) depth++;
      else if (depth === 0 && (CLOSING.includes(sign) || sign === ',' || isAssignment(this.text, index))) return index;
      else if (CLOSING.includes(sign)) depth--;
    }
    return this.text.length;
  }

  private skip(): void {
    while (/\s/.test(this.text.charAt(this.position))) this.position++;
  }

  private take(sign: string): boolean {
    if (this.text.charAt(this.position) !== sign) return false;
    this.position++;
    return true;
  }
}

const isAssignment = (text: string, index: number): boolean =>
  text.charAt(index) === '=' && !'=!<>'.includes(text.charAt(index - 1)) && text.charAt(index + 1) !== '=';

const isString = (text: string): boolean => text.startsWith('"') && endOfString(text, 0) === text.length - 1;

/** Position of the quote that ends a string; expressions in it may hold strings themselves. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text.charAt(index) === '\\') index++;
    else if (text.startsWith('$${', index)) index += 2;
    else if (text.startsWith('${', index)) index = endOfExpression(text, index + 2);
    else if (text.charAt(index) === '"') return index;
  }
  return text.length;
}

/** Position of the brace that ends an expression. */
function endOfExpression(text: string, start: number): number {
  let depth = 1;
  for (let index = start; index < text.length; index++) {
    const sign = text.charAt(index);
    if (sign === '"') index = endOfString(text, index);
    else if (sign === '{') depth++;
    else if (sign === '}' && --depth === 0) return index;
  }
  return text.length;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
