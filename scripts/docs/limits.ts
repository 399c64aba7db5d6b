/** Literal defaults, ranges and choices of a schema, read from its source. */
import ts from 'typescript';

import { chainOf, type Link } from './chain';
import type { Located, Source } from './source';

/** The schema's literal default, as source text. */
export function defaultOf(chain: readonly Link[]): string | undefined {
  const link = chain.find(({ method }) => method === 'default' || method === 'prefault');
  const value = link?.argument && literalOf({ source: link.source, expression: link.argument });
  // `prefault({})` fills in the defaults of the members, which have rows of their own.
  return link?.method === 'prefault' && value === '{}' ? undefined : value;
}

/** Source text of a literal, a list of literals or an empty object; undefined for any other expression. */
function literalOf({ source, expression }: Located): string | undefined {
  if (ts.isAsExpression(expression)) return literalOf({ source, expression: expression.expression });
  if (ts.isIdentifier(expression) && expression.text !== 'undefined') {
    const found = source.resolve(expression.text);
    return found && literalOf(found);
  }
  if (ts.isNumericLiteral(expression)) return String(Number(expression.text));
  if (ts.isPrefixUnaryExpression(expression)) {
    const operand = literalOf({ source, expression: expression.operand });
    return operand && `-${operand}`;
  }
  const items = listOf({ source, expression });
  if (items) return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  return isWrittenOut(expression) ? expression.getText(source.tree) : undefined;
}

/** Whether an expression is a literal that pages print as it is written. */
const isWrittenOut = (expression: ts.Expression): boolean =>
  ts.isStringLiteral(expression) ||
  [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(expression.kind) ||
  (ts.isObjectLiteralExpression(expression) && expression.properties.length === 0);

/** The literals of a list. */
function listOf({ source, expression }: Located): (string | undefined)[] | undefined {
  return ts.isArrayLiteralExpression(expression)
    ? expression.elements.map((element) => literalOf({ source, expression: element }))
    : undefined;
}

/** Values that a schema accepts, unless the comment already names them. */
export interface Limit {
  readonly text: string;
  readonly isSaidIn: (comment: string) => boolean;
}

/** Whether a comment contains a value as a separate word. */
const holds = (comment: string, value: string): boolean => {
  const bare = value.replace(/^'|'$/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w.])${bare}(?![\\w])`).test(comment);
};

export function limitsOf(chain: readonly Link[]): Limit[] {
  const choices = choicesOf(chain);
  if (choices.length > 0)
    return [{ text: choices.map(inCode).join(', '), isSaidIn: (comment) => choices.every((choice) => holds(comment, choice)) }];
  const range = rangeOf(chain);
  return range ? [range] : [];
}

/** `'single'` as code, without the quotes; numbers as they are. */
const inCode = (literal: string): string => literal.replace(/^'(.*)'$/, '`$1`');

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' entries', int: '', number: '' };

/** A range such as `20–4096`; empty for texts and lists that must only be non-empty. */
function rangeOf(chain: readonly Link[]): Limit | undefined {
  const kind = chain.at(-1)?.method ?? '';
  const unit = UNITS[kind];
  if (unit === undefined) return undefined;
  const bound = (...methods: string[]): string | undefined => {
    const link = chain.find(({ method }) => methods.includes(method));
    return link?.argument && literalOf({ source: link.source, expression: link.argument });
  };
  const [min, max] = [bound('min', 'gte') ?? implied(chain), bound('max', 'lte')];
  const saysNothing = min === undefined || (unit !== '' && min === '1');
  if (max === undefined)
    return saysNothing ? undefined : { text: `at least ${min}${unit}`, isSaidIn: (comment) => holds(comment, min) };
  if (saysNothing) return { text: `at most ${max}${unit}`, isSaidIn: (comment) => holds(comment, max) };
  return { text: `${min}–${max}${unit}`, isSaidIn: (comment) => comment.includes(`${min}–${max}`) };
}

/** The minimum of `positive()` and `nonnegative()`. */
function implied(chain: readonly Link[]): string | undefined {
  if (chain.some(({ method }) => method === 'positive')) return chain.at(-1)?.method === 'int' ? '1' : undefined;
  return chain.some(({ method }) => method === 'nonnegative') ? '0' : undefined;
}

/** The values of an enumeration, or of a union of literals. */
function choicesOf(chain: readonly Link[]): string[] {
  const { method, argument, source } = chain.at(-1) ?? {};
  if (!argument || !source || !['enum', 'literal', 'union'].includes(method ?? '')) return [];
  const expression = resolved({ source, expression: argument });
  if (!ts.isArrayLiteralExpression(expression.expression)) return [];
  const values = expression.expression.elements.map((element) =>
    method === 'union' ? literalSchema(element, expression.source) : literalOf({ ...expression, expression: element }),
  );
  return values.every((value) => value !== undefined) ? values : [];
}

/** The value of `z.literal(60)`. */
function literalSchema(expression: ts.Expression, source: Source): string | undefined {
  const chain = chainOf(expression, source);
  const { method, argument } = chain.at(-1) ?? {};
  return method === 'literal' && argument ? literalOf({ source, expression: argument }) : undefined;
}

/** Resolves constants and `as const` to the expression behind them. */
function resolved(located: Located): Located {
  const { source, expression } = located;
  if (ts.isAsExpression(expression)) return resolved({ source, expression: expression.expression });
  const found = ts.isIdentifier(expression) ? source.resolve(expression.text) : undefined;
  return found ? resolved(found) : located;
}
